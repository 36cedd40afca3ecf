using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Data.Validation;

/// <summary>What every rule has.</summary>
/// <param name="Name">Stable: findings, reports and exceptions refer to it.</param>
/// <param name="Kind">The kind, as in the schema file.</param>
/// <param name="Severity">What a broken rule weighs.</param>
/// <param name="Description">Why there is the rule; empty when not given.</param>
public sealed record RuleHeader(string Name, string Kind, Severity Severity, string Description);

/// <summary>One expectation of a dataset's contract.</summary>
public abstract class Rule
{
    private protected Rule(RuleHeader header) => Header = header;

    /// <summary>Name, kind and weight.</summary>
    public RuleHeader Header { get; }

    /// <summary>Judges a table whose columns have the declared types.</summary>
    internal abstract void Check(Table table, ValidationContext context, List<Finding> findings);

    private protected Finding Broken(string message, string? place) => new(Header.Severity, Header.Name, Why(message), place);

    private protected Finding Unjudged(string message) => new(Severity.Info, Header.Name, message);

    private string Why(string message) => Header.Description.Length == 0 ? message : $"{message} ({Header.Description})";
}
