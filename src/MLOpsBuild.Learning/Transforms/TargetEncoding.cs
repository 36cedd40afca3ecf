namespace MLOpsBuild.Learning.Transforms;

/// <summary>Replaces a text by the mean target of its category, drawn towards the mean of all rows.</summary>
/// <remarks>
/// The value is (sum of the category's weighted targets + prior weight · mean) / (sum of its weights + prior weight) (Micci-Barreca, 2001). A training row gets the value that
/// the rows of the other folds give, so that it is not told its own target; other rows get that of all training rows. A missing text is a category; a text never seen has the
/// mean. With named classes, three or more, each has a column <c>text=class</c> with its share; otherwise the text's own column becomes a number.
/// </remarks>
public sealed class TargetEncoding : ITransform
{
    /// <summary>The transform's name.</summary>
    public const string FormatName = "target-encoding";

    /// <inheritdoc/>
    public string Name => FormatName;

    /// <summary>The columns; null for all texts. Default null.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>How many rows the mean of all counts as in a category, 0 to 10⁹. Default 20.</summary>
    public double PriorWeight { get; init => field = Check.Within(value, 0, 1e9, nameof(PriorWeight)); } = 20;

    /// <summary>The number of folds, 2 to 1000; 1 for none: then a training row is told its own target. Default 5.</summary>
    public int Folds { get; init => field = Check.Within(value, 1, 1000, nameof(Folds)); } = 5;

    /// <summary>Deals the rows, or the groups of <see cref="TrainingSet.Groups"/>, into folds. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A column is missing or is no text, or there are not as many targets, weights or groups as rows.</exception>
    public TransformFit Fit(TrainingSet set, TrainingOptions options, CancellationToken cancellationToken)
    {
        var inputs = ColumnChoice.Texts(set, Columns);
        ColumnChoice.Target(set);
        var targets = TargetsOf(set);
        var weights = set.Weights ?? Ones(set.Features.RowCount);
        if (weights.Length != set.Features.RowCount) throw new ArgumentException($"There are {weights.Length} weights for {set.Features.RowCount} rows.", nameof(set));
        double[] means = [.. targets.Select(t => TargetMap.Mean(t, weights, 0))];
        TargetMap[] FitTo(double[] counted) => Array.ConvertAll(inputs, input =>
            TargetMap.Fit(Inputs.Texts(set.Features, input), set.Classes, targets, counted, PriorWeight, means));
        var fitted = new FittedColumns(Name, inputs, FitTo(weights));
        if (Folds == 1) return new TransformFit(fitted, fitted.Apply(set.Features));

        var foldOfRow = RowFolds.Of(set.Features.RowCount, Folds, Seed, set.Groups);
        var maps = Enumerable.Range(0, Folds).Select(fold => FitTo([.. weights.Select((w, row) => foldOfRow[row] == fold ? 0 : w)])).ToArray();
        var training = new FittedColumns(Name, inputs, [.. inputs.Select((_, i) => new OutOfFoldMap([.. maps.Select(m => m[i])], foldOfRow))]);
        return new TransformFit(fitted, training.Apply(set.Features));
    }

    // A number, or with several classes whether the row is of each.
    private static double[][] TargetsOf(TrainingSet set) => set.Classes.Count <= 2
        ? [set.Target]
        : [.. set.Classes.Select((_, c) => Array.ConvertAll(set.Target, y => y == c ? 1.0 : 0))];

    private static double[] Ones(int rows)
    {
        var ones = new double[rows];
        Array.Fill(ones, 1);
        return ones;
    }
}
