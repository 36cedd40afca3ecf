using MLOpsBuild.Data.Files;
using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Gates;

/// <summary>Rows as gates see them.</summary>
/// <param name="Features">The model's inputs.</param>
/// <param name="Target">One outcome a row.</param>
/// <param name="Times">The time of each row.</param>
/// <param name="Blocks">The block of each row: rows of one block share their chance.</param>
public sealed record GateRows(Table Features, double[] Target, DateTime[] Times, int[] Blocks)
{
    /// <summary>The label's name.</summary>
    public string Label { get; init; } = "label";

    /// <summary>What the model predicts, row by row; empty where it was not asked.</summary>
    public double[] Predictions { get; init; } = [];

    /// <summary>Reads the raw records of the same rows, in the same order. Default: none.</summary>
    public Func<Table> Records { get; init; } = () => new Table([]);

    /// <summary>The number of rows.</summary>
    public int Count => Target.Length;

    /// <summary>A feature, or a column of the raw records when no feature has the name.</summary>
    /// <exception cref="KeyNotFoundException">There is none; the known ones are listed.</exception>
    public Column Column(string name)
    {
        if (Features.Has(name)) return Features[name];
        var records = Records();
        return records.Has(name)
            ? records[name]
            : throw new KeyNotFoundException($"there is no column '{name}'; {NearestName.Hint(name, [.. Features.Columns.Concat(records.Columns).Select(c => c.Name).Distinct().Order(StringComparer.Ordinal)])}");
    }
}

/// <summary>A verdict that another part of the build has reached.</summary>
/// <param name="Result">The verdict with its findings.</param>
/// <param name="Rows">The rows behind it; where two sets are compared, those of the smaller.</param>
public sealed record JudgedRows(GateResult Result, int Rows);

/// <summary>Rows that went through the serving path, compared with what training had for them.</summary>
/// <param name="Rows">How many were compared.</param>
/// <param name="Differing">How many of them differ in anything.</param>
/// <param name="Differences">The first differences, in words.</param>
public sealed record ServingReplay(int Rows, int Differing, IReadOnlyList<ReplayDifference> Differences);

/// <summary>A value that serving computes otherwise than training.</summary>
/// <param name="Row">The row, counted from 1.</param>
/// <param name="What">The feature's name, or <c>prediction</c>.</param>
/// <param name="Training">What training had.</param>
/// <param name="Serving">What serving gave, or why it gave nothing.</param>
public sealed record ReplayDifference(int Row, string What, string Training, string Serving);
