using MLOpsBuild.Delivery.Environments;
using MLOpsBuild.Delivery.Json;
using MLOpsBuild.Retraining.Triggers;

namespace MLOpsBuild.Retraining.Policies;

/// <summary>At most so many trainings within any span of this length.</summary>
/// <param name="Runs">At least 0; 0 switches retraining off.</param>
/// <param name="Per">The length of the span.</param>
public sealed record RetrainBudget(int Runs, TimeSpan Per);

/// <summary>When a pipeline trains again by itself: <c>pipelines/&lt;name&gt;/retrain.json</c>.</summary>
public sealed record RetrainPolicy
{
    /// <summary>How long no further trigger may arrive before a training starts, so that a burst of partitions trains once.</summary>
    public required TimeSpan Debounce { get; init; }

    /// <summary>The least time between two trainings that nobody asked for.</summary>
    public required TimeSpan CoolDown { get; init; }

    /// <summary>The most trainings in a span of time.</summary>
    public required RetrainBudget Budget { get; init; }

    /// <summary>The kinds that count; the others are ignored.</summary>
    public required IReadOnlySet<TriggerKind> Triggers { get; init; }

    /// <summary>The one-sided confidence that a challenger must reach, above 0.5 and below 1. The compared metric is the log loss.</summary>
    public required double Confidence { get; init; }

    /// <summary>Reads a file from a folder.</summary>
    /// <exception cref="InvalidFileException">Something is wrong; all of it is listed.</exception>
    public static RetrainPolicy Load(string path) => Parse(File.ReadAllBytes(path), path);

    /// <summary>Reads a file's bytes.</summary>
    /// <exception cref="InvalidFileException">Something is wrong; all of it is listed.</exception>
    public static RetrainPolicy Parse(ReadOnlySpan<byte> utf8, string file) => StrictJson.Read(utf8, file, root =>
    {
        var item = root.AsObject();
        item.Version1();
        return new RetrainPolicy
        {
            Debounce = ReadDuration(item, "debounce"),
            CoolDown = ReadDuration(item, "coolDown"),
            Budget = ReadBudget(item),
            Triggers = ReadTriggers(item),
            Confidence = ReadConfidence(item),
        };
    });

    /// <summary>The file's bytes; <see cref="Parse"/> reads them back.</summary>
    public byte[] ToBytes() => StrictJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("version", 1);
        json.WriteString("debounce", Durations.ToText(Debounce));
        json.WriteString("coolDown", Durations.ToText(CoolDown));
        json.WriteStartObject("budget");
        json.WriteNumber("runs", Budget.Runs);
        json.WriteString("per", Durations.ToText(Budget.Per));
        json.WriteEndObject();
        json.WriteStartObject("triggers");
        foreach (var name in TriggerKinds.Names) json.WriteBoolean(name, Triggers.Contains(TriggerKinds.TryParse(name)!.Value));
        json.WriteEndObject();
        json.WriteStartObject("comparison");
        json.WriteString("metric", "logLoss");
        json.WriteNumber("confidence", Confidence);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static TimeSpan ReadDuration(StrictObject item, string name) =>
        item.Required(name, out var value) ? value.As(Durations.TryParse, Durations.Expected, TimeSpan.Zero) : TimeSpan.Zero;

    private static RetrainBudget ReadBudget(StrictObject owner)
    {
        if (!owner.Required("budget", out var value)) return new RetrainBudget(0, TimeSpan.Zero);
        var item = value.AsObject();
        var runs = item.Required("runs", out var count) ? (int)count.AsInteger(0, 100_000) : 0;
        return new RetrainBudget(runs, ReadDuration(item, "per"));
    }

    private static HashSet<TriggerKind> ReadTriggers(StrictObject owner)
    {
        var kinds = new HashSet<TriggerKind>();
        if (!owner.Required("triggers", out var value)) return kinds;
        var item = value.AsObject();
        foreach (var name in TriggerKinds.Names)
        {
            // Every kind is stated: a policy that stays silent about drift would be read differently by two people.
            if (item.Required(name, out var on) && on.AsFlag()) kinds.Add(TriggerKinds.TryParse(name)!.Value);
        }

        return kinds;
    }

    private static double ReadConfidence(StrictObject owner)
    {
        if (!owner.Required("comparison", out var value)) return 0.95;
        var item = value.AsObject();
        if (item.Required("metric", out var metric) && metric.AsText() is var name && name is not ("logLoss" or ""))
        {
            metric.Problem($"'{name}' is not known; known metrics: logLoss.");
        }

        if (!item.Required("confidence", out var confidence)) return 0.95;
        var level = confidence.AsNumber();
        if (level is <= 0.5 or >= 1) confidence.Problem("the confidence must be above 0.5 and below 1.");
        return level;
    }
}
