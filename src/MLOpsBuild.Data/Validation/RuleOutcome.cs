using System.Text.Json.Serialization;
using MLOpsBuild.Data.Validation.Measures;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Data.Validation;

/// <summary>What became of a rule.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RuleStatus>))]
public enum RuleStatus
{
    /// <summary>The rows keep it, within its tolerance.</summary>
    [JsonStringEnumMemberName("kept")]
    Kept,

    /// <summary>The rows break it.</summary>
    [JsonStringEnumMemberName("broken")]
    Broken,

    /// <summary>There was nothing to judge: no earlier partition, no date to compare with, a column that is not there.</summary>
    [JsonStringEnumMemberName("not-judged")]
    NotJudged,

    /// <summary>It could not be decided within the memory that a rule may use; with weight error the verdict then holds.</summary>
    [JsonStringEnumMemberName("undecided")]
    Undecided,
}

/// <summary>One rule's result.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Findings">What to tell; none when it is kept.</param>
public sealed record RuleOutcome(RuleHeader Rule, RuleStatus Status, IReadOnlyList<Finding> Findings)
{
    /// <summary>The values or rows that were judged; null when the rule does not count.</summary>
    public long? Judged { get; init; }

    /// <summary>Those that break the rule, also when they are within its tolerance; null when the rule does not count.</summary>
    public long? Broken { get; init; }

    /// <summary>The share that breaks the rule, from 0 to 1.</summary>
    public double? Share => Judged > 0 ? (double?)Broken / Judged : null;

    /// <summary>The first rows that break the rule, twenty at most, in their order.</summary>
    public IReadOnlyList<RowExample> Examples { get; init; } = [];

    /// <summary>What to do; empty when there is nothing to do.</summary>
    public string Advice { get; init; } = "";
}
