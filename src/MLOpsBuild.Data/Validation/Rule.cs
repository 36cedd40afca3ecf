using MLOpsBuild.Data.Validation.Measures;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Data.Validation;

/// <summary>What every rule has.</summary>
/// <param name="Name">Stable: findings, reports and exceptions refer to it.</param>
/// <param name="Kind">The kind, as in the schema file.</param>
/// <param name="Severity">What a broken rule weighs.</param>
/// <param name="Description">Why there is the rule; empty when not given.</param>
public sealed record RuleHeader(string Name, string Kind, Severity Severity, string Description)
{
    /// <summary>The only environment that it is for; null when it is for all.</summary>
    public DataEnvironment? Environment { get; init; }
}

/// <summary>One expectation of a dataset's contract.</summary>
/// <remarks>A rule asks for measures of all rows, which are made batch by batch on any thread and merged in order, and then judges what was measured.</remarks>
public abstract class Rule
{
    private protected Rule(RuleHeader header) => Header = header;

    /// <summary>Name, kind and weight.</summary>
    public RuleHeader Header { get; }

    /// <summary>What must be known of the rows.</summary>
    internal virtual IReadOnlyList<Measure> Measures => [];

    /// <summary>The columns that it reads.</summary>
    internal virtual IReadOnlyList<string> Columns => [];

    /// <summary>True when it has something to say about no rows at all.</summary>
    internal virtual bool JudgesNoRows => false;

    /// <summary>What to do when it is broken.</summary>
    internal virtual string Advice => $"Correct the rows at their source, or change rule '{Header.Name}' when such values are right.";

    /// <summary>Judges what was measured.</summary>
    internal abstract RuleOutcome Finish(Evidence evidence);

    private protected RuleOutcome Kept() => new(Header, RuleStatus.Kept, []);

    private protected RuleOutcome Broken(string message, string? place) => Broken([(message, place)]);

    private protected RuleOutcome Broken(IReadOnlyList<(string Message, string? Place)> findings) =>
        new(Header, RuleStatus.Broken, [.. findings.Select(f => new Finding(Header.Severity, Header.Name, Why(f.Message), f.Place))]) { Advice = Advice };

    /// <summary>There is nothing to judge; that is no fault.</summary>
    private protected RuleOutcome NotJudged(string message) => new(Header, RuleStatus.NotJudged, [new Finding(Severity.Info, Header.Name, message)]);

    /// <summary>The evidence cannot decide, so that a rule of weight error holds the verdict.</summary>
    private protected RuleOutcome Undecided(string message, string advice) =>
        new(Header, RuleStatus.Undecided, [new Finding(Header.Severity == Severity.Error ? Severity.Warning : Severity.Info, Header.Name, message)]) { Advice = advice };

    private protected RuleOutcome TooManyValues(string column) =>
        Undecided($"'{column}' has too many distinct values to count each: at most {ValueMeasure.Limit}, and fewer when they are long or other rules hold many too.", "Use a rule that looks at each row, such as a pattern or a range, for a column with so many values.");

    private protected RuleOutcome NoRoom() =>
        Undecided("Other rules hold so much that there is no room for a sample of the rows.", "Split the data into smaller partitions, or do without a rule that needs all values of a key.");

    private string Why(string message) => Header.Description.Length == 0 ? message : $"{message} ({Header.Description})";
}
