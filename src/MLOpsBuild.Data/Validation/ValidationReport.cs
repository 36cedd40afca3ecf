using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Data.Validation;

/// <summary>What one reading of a partition found.</summary>
/// <param name="File">Its name.</param>
/// <param name="Result">The verdict of the gate <see cref="Validator.Gate"/>.</param>
/// <param name="Outcomes">What became of each rule, by name.</param>
/// <param name="Profile">The summary of the rows: history for the next partition.</param>
public sealed record ValidationReport(string File, GateResult Result, IReadOnlyList<RuleOutcome> Outcomes, Profile Profile)
{
    /// <summary>
    /// The first rows that break a rule about single rows, tolerated or not, as many as were asked for: behind <c>_row</c> (the record of the file) and <c>_rules</c>
    /// (the rules' names with blanks between) their columns as they were read. Null when none were asked for or found.
    /// </summary>
    public Table? BrokenRows { get; init; }
}

/// <summary>A partition that was read whole and judged.</summary>
/// <param name="Report">What was found.</param>
/// <param name="Table">The rows.</param>
public sealed record ValidatedPartition(ValidationReport Report, Table Table)
{
    /// <summary>The verdict.</summary>
    public GateResult Result => Report.Result;

    /// <summary>The summary of the rows: history for the next partition.</summary>
    public Profile Profile => Report.Profile;
}
