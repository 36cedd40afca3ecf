using MLOpsBuild.Content;

namespace MLOpsBuild.Retraining.Triggers;

/// <summary>Why a model may be trained again.</summary>
public enum TriggerKind
{
    /// <summary>A person asked for it. Waits for neither debounce nor cool-down, but counts against the budget.</summary>
    Request,

    /// <summary>The calendar asked for it.</summary>
    Schedule,

    /// <summary>A partition arrived.</summary>
    NewData,

    /// <summary>The served model lost accuracy on rows whose labels arrived.</summary>
    Performance,

    /// <summary>The served rows no longer look like the training rows.</summary>
    Drift,
}

/// <summary>One reason to train again.</summary>
/// <param name="Kind">Why.</param>
/// <param name="At">When it was noticed.</param>
/// <param name="Data">The digest of the data lock, or of the newest partition, that a training would use.</param>
/// <param name="Reason">One sentence for a person.</param>
public sealed record RetrainTrigger(TriggerKind Kind, DateTimeOffset At, Digest Data, string Reason);

/// <summary>The kinds' names in files.</summary>
public static class TriggerKinds
{
    private static readonly (TriggerKind Kind, string Name)[] All =
    [
        (TriggerKind.Drift, "drift"),
        (TriggerKind.NewData, "newData"),
        (TriggerKind.Performance, "performance"),
        (TriggerKind.Request, "request"),
        (TriggerKind.Schedule, "schedule"),
    ];

    /// <summary>Every name, sorted.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(a => a.Name)];

    /// <summary>The name of a kind.</summary>
    public static string ToText(TriggerKind kind) => All.First(a => a.Kind == kind).Name;

    /// <summary>The kind of a name; null when there is none.</summary>
    public static TriggerKind? TryParse(string name)
    {
        foreach (var (kind, text) in All)
        {
            if (string.Equals(text, name, StringComparison.Ordinal)) return kind;
        }

        return null;
    }
}
