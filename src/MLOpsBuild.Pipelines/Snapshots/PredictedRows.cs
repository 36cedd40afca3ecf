using MLOpsBuild.Tables;

namespace MLOpsBuild.Pipelines.Snapshots;

/// <summary>A model's predictions on the evaluation rows, as kept for pairing.</summary>
/// <param name="Scores">One prediction a row.</param>
/// <param name="Target">One true value a row.</param>
/// <param name="Blocks">The block of each row.</param>
public sealed record PredictedRows(double[] Scores, double[] Target, int[] Blocks)
{
    /// <summary>As a table: columns <c>score</c>, <c>target</c>, <c>block</c>.</summary>
    public Table ToTable() => new(
    [
        new NumberColumn("score", Scores),
        new NumberColumn("target", Target),
        new IntegerColumn("block", [.. Blocks.Select(b => (long)b)]),
    ]);

    /// <summary>Reads the table back.</summary>
    public static PredictedRows From(Table table) =>
        new(table["score"].ToNumbers(), table["target"].ToNumbers(), [.. ((IntegerColumn)table["block"]).Values.ToArray().Select(b => (int)b)]);
}
