using MLOpsBuild.Learning.Linear;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Tests.Explanation;

/// <summary>Small models whose explanations are known.</summary>
internal static class Models
{
    /// <summary>1 + 2a − 3b + 0.5 for c = k1.</summary>
    public static ITrainedModel Linear(LearningTask task = LearningTask.Regression) => new LinearCoefficients(
        1,
        new Dictionary<string, double> { ["a"] = 2, ["b"] = -3 },
        new Dictionary<string, double>(),
        new Dictionary<string, IReadOnlyDictionary<string, double>> { ["c"] = new Dictionary<string, double> { ["k0"] = 0, ["k1"] = 0.5 } })
        .ToModel(task, [new ModelInput("a", ColumnType.Number), new ModelInput("b", ColumnType.Number), new ModelInput("c", ColumnType.Text)]);

    public static Table Rows(params (double A, double B, string C)[] rows) => new(
    [
        new NumberColumn("a", [.. rows.Select(r => r.A)]), new NumberColumn("b", [.. rows.Select(r => r.B)]), TextColumn.Of("c", [.. rows.Select(r => r.C)]),
    ]);
}

/// <summary>A model whose outputs are functions of numbers.</summary>
internal sealed class FunctionModel(string[] names, params Func<double[], double>[] functions) : ITrainedModel
{
    public string Format => "function";

    public LearningTask Task => LearningTask.Regression;

    public int Outputs => functions.Length;

    public IReadOnlyList<ModelInput> Inputs { get; } = [.. names.Select(n => new ModelInput(n, ColumnType.Number))];

    public IReadOnlyList<double> LearningCurve => [];

    public IReadOnlyList<double> Importance { get; init; } = [];

    public double[] Predict(Table rows)
    {
        double[][] columns = [.. names.Select(n => rows[n].ToNumbers())];
        return [.. Enumerable.Range(0, rows.RowCount).SelectMany(row => functions.Select(f => f(Array.ConvertAll(columns, c => c[row]))))];
    }

    public void Write(Stream stream) => throw new NotSupportedException();
}
