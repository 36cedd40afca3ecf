using MLOpsBuild.Tables;

namespace MLOpsBuild.Pipelines.Snapshots;

/// <summary>A model's predictions on the evaluation rows, as kept for pairing.</summary>
/// <param name="Scores">The predictions, row by row: one a row, or one for each class.</param>
/// <param name="Target">One true value a row.</param>
/// <param name="Blocks">The block of each row.</param>
public sealed record PredictedRows(double[] Scores, double[] Target, int[] Blocks)
{
    private const string Score = "score";

    /// <summary>How many predictions a row has.</summary>
    public int Outputs => Target.Length == 0 ? 1 : Scores.Length / Target.Length;

    /// <summary>The predictions of a row.</summary>
    public ReadOnlySpan<double> Of(int row) => Scores.AsSpan(row * Outputs, Outputs);

    /// <summary>As a table: columns <c>score</c> (of several classes <c>score[0]</c>, <c>score[1]</c> and so on), <c>target</c>, <c>block</c>.</summary>
    public Table ToTable() => new(
    [
        .. Outputs == 1 ? [new NumberColumn(Score, Scores)] : Enumerable.Range(0, Outputs).Select(output => new NumberColumn(NameOf(output), [.. Enumerable.Range(0, Target.Length).Select(row => Scores[row * Outputs + output])])),
        new NumberColumn("target", Target),
        new IntegerColumn("block", [.. Blocks.Select(b => (long)b)]),
    ]);

    /// <summary>Reads the table back.</summary>
    public static PredictedRows From(Table table)
    {
        double[][] outputs = table.Has(Score)
            ? [table[Score].ToNumbers()]
            : [.. Enumerable.Range(0, table.Columns.Count).Select(NameOf).TakeWhile(table.Has).Select(name => table[name].ToNumbers())];
        var scores = new double[table.RowCount * outputs.Length];
        for (var at = 0; at < scores.Length; at++) scores[at] = outputs[at % outputs.Length][at / outputs.Length];
        return new PredictedRows(scores, table["target"].ToNumbers(), [.. ((IntegerColumn)table["block"]).Values.ToArray().Select(b => (int)b)]);
    }

    private static string NameOf(int output) => FormattableString.Invariant($"score[{output}]");
}
