using MLOpsBuild.Learning.Transforms;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Tests.Transforms;

/// <summary>Short forms for tests of transforms.</summary>
internal static class Fitting
{
    public static readonly TrainingOptions Options = new();

    public static TransformFit Fit(ITransform transform, Table features, double[]? target = null) =>
        transform.Fit(new TrainingSet(features, target ?? new double[features.RowCount]), Options, TestContext.Current.CancellationToken);

    public static (FittedChain Chain, Table Training) Chain(Table features, double[] target, params ITransform[] transforms) =>
        FittedChain.Fit(transforms, new TrainingSet(features, target), Options, TestContext.Current.CancellationToken);

    public static byte[] BytesOf(FittedChain chain)
    {
        using var stream = new MemoryStream();
        chain.Write(stream);
        return stream.ToArray();
    }

    public static FittedChain Read(byte[] bytes) => FittedChain.Read(new MemoryStream(bytes), TransformFormats.Default);

    /// <summary>The transform, written as a chain of one and read back.</summary>
    public static FittedChain Reread(Table features, ITransform transform, double[]? target = null) =>
        Read(BytesOf(Chain(features, target ?? new double[features.RowCount], transform).Chain));

    public static double[] Numbers(Table table, string name) => table[name].ToNumbers();

    public static IEnumerable<string?> Texts(Table table, string name) => Enumerable.Range(0, table.RowCount).Select(((TextColumn)table[name]).TextAt);

    public static string[] Names(Table table) => [.. table.Columns.Select(c => c.Name)];

    /// <summary>All cells, for comparisons.</summary>
    public static string[] Cells(Table table) => [.. table.Columns.SelectMany(c => Enumerable.Range(0, c.Count).Select(row => $"{c.Name}[{row}] {c.Type} {Cell(c, row)}"))];

    private static string Cell(Column column, int row) => column is NumberColumn numbers
        ? BitConverter.DoubleToInt64Bits(numbers.Values[row]).ToString("x", null)
        : $"{column[row]}";
}
