using System.Globalization;
using MLOpsBuild.Content;
using MLOpsBuild.Delivery.Json;
using MLOpsBuild.Retraining.Triggers;

namespace MLOpsBuild.Retraining.Ledgers;

/// <summary>How one turn of retraining ended.</summary>
public enum LedgerDecision
{
    /// <summary>The challenger was better and is proposed.</summary>
    Win,

    /// <summary>The challenger was trained and was not better.</summary>
    NoWin,

    /// <summary>The challenger was trained, but the comparison would not have been fair or not have been possible.</summary>
    Refused,

    /// <summary>The training itself failed.</summary>
    Failed,

    /// <summary>Nothing was trained; the record says why.</summary>
    Skipped,
}

/// <summary>One turn of retraining, kept for good.</summary>
public sealed record LedgerRecord
{
    /// <summary>When it ended, by the clock of the caller; written in UTC to the second.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What started it.</summary>
    public required TriggerKind Trigger { get; init; }

    /// <summary>The data that it trained on, or would have.</summary>
    public required Digest Data { get; init; }

    /// <summary>The promoted package; null when there was none.</summary>
    public Digest? Champion { get; init; }

    /// <summary>The new package; null when none was made.</summary>
    public Digest? Challenger { get; init; }

    /// <summary>How it ended.</summary>
    public required LedgerDecision Decision { get; init; }

    /// <summary>One sentence for a person.</summary>
    public required string Reason { get; init; }

    /// <summary>The numbers behind the decision, finite, by name.</summary>
    public IReadOnlyDictionary<string, double> Numbers { get; init; } = new SortedDictionary<string, double>(StringComparer.Ordinal);

    /// <summary>True when a model was trained: only those use up the budget and start a cool-down.</summary>
    public bool Trained => Decision != LedgerDecision.Skipped;

    /// <summary>One line of JSON without a line feed.</summary>
    public string ToLine() => StrictJson.WriteLineText(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("version", 1);
        json.WriteString("at", At.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));
        json.WriteString("trigger", TriggerKinds.ToText(Trigger));
        json.WriteString("data", Data.ToString());
        if (Champion is { } champion) json.WriteString("champion", champion.ToString());
        if (Challenger is { } challenger) json.WriteString("challenger", challenger.ToString());
        json.WriteString("decision", ToText(Decision));
        json.WriteString("reason", Reason);
        json.WriteStartObject("numbers");
        foreach (var (name, value) in Numbers.OrderBy(n => n.Key, StringComparer.Ordinal)) json.WriteNumber(name, value);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    /// <summary>Reads what <see cref="ToLine"/> writes.</summary>
    /// <exception cref="InvalidFileException">The line is anything else.</exception>
    public static LedgerRecord Parse(ReadOnlySpan<byte> line, string file, int lineNumber) => StrictJson.Read(line, file, root =>
    {
        var item = root.AsObject();
        item.Version1();
        return new LedgerRecord
        {
            At = item.Required("at", out var at) ? at.As(ToTime, "a time such as 2026-01-31T12:00:00Z", default) : default,
            Trigger = item.Required("trigger", out var trigger) ? trigger.As(TriggerKinds.TryParse, "one of " + string.Join(", ", TriggerKinds.Names), default) : default,
            Data = item.Digest("data"),
            Champion = item.OptionalDigest("champion"),
            Challenger = item.OptionalDigest("challenger"),
            Decision = item.Required("decision", out var decision) ? decision.As(ToDecision, "one of failed, noWin, refused, skipped, win", default) : default,
            Reason = item.Text("reason"),
            Numbers = item.Required("numbers", out var numbers) ? ReadNumbers(numbers.AsObject()) : new SortedDictionary<string, double>(StringComparer.Ordinal),
        };
    }, lineNumber);

    /// <summary>The decision's name in the ledger.</summary>
    public static string ToText(LedgerDecision decision) => decision switch
    {
        LedgerDecision.Win => "win",
        LedgerDecision.NoWin => "noWin",
        LedgerDecision.Refused => "refused",
        LedgerDecision.Failed => "failed",
        _ => "skipped",
    };

    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    private static DateTimeOffset? ToTime(string text) =>
        DateTimeOffset.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static LedgerDecision? ToDecision(string text)
    {
        foreach (var decision in Enum.GetValues<LedgerDecision>())
        {
            if (string.Equals(ToText(decision), text, StringComparison.Ordinal)) return decision;
        }

        return null;
    }

    private static SortedDictionary<string, double> ReadNumbers(StrictObject item)
    {
        var numbers = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var name in item.Keys) numbers[name] = item.Optional(name)!.AsNumber();
        return numbers;
    }
}
