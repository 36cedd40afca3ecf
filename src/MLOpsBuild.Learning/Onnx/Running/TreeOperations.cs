using MLOpsBuild.Learning.Onnx.Graphs;

namespace MLOpsBuild.Learning.Onnx.Running;

/// <summary>The tree ensembles of the domain for machine learning, versions 1, 3 and 5.</summary>
internal static class TreeOperations
{
    private const int MostTargets = 10_000;

    public static Operation Regressor(Settings settings)
    {
        var targets = settings.Integer("n_targets", 1);
        if (targets is < 1 or > MostTargets) throw settings.Wrong($"has {targets} targets");
        var aggregate = settings.Choice("aggregate_function", TreeScores.Sum, TreeScores.Sum, TreeScores.Average, TreeScores.Min, TreeScores.Max);
        var transform = PostTransform.OfTargets(settings, targets);
        var trees = TreeEnsemble.Read(settings, "target", (int)targets);
        var baseValues = settings.Numbers("base_values") ?? [];
        if (baseValues.Length != 0 && baseValues.Length != targets) throw settings.Wrong($"has {baseValues.Length} base values for {targets} targets");
        return inputs => [Scores(inputs, trees, new TreeScores(aggregate, trees.Trees, (int)targets), baseValues, transform, ElementType.Single)];
    }

    /// <summary>The operator that the other two became in version 5.</summary>
    public static Operation Ensemble(Settings settings)
    {
        var targets = settings.Integer("n_targets", 1);
        if (targets is < 1 or > MostTargets) throw settings.Wrong($"has {targets} targets");
        var aggregate = settings.Numbered("aggregate_function", 1, TreeScores.Average, TreeScores.Sum, TreeScores.Min, TreeScores.Max);
        var transform = settings.Numbered("post_transform", 0, PostTransform.None, PostTransform.SoftmaxName, PostTransform.Logistic, PostTransform.SoftmaxZero);
        // It takes the numbers of SOFTMAX and LOGISTIC for each other.
        if (transform != PostTransform.None) throw PostTransform.Unsure(settings, transform, "as a number");
        var trees = TreeEnsemble.ReadLists(settings, (int)targets);
        return inputs => [Scores(inputs, trees, new TreeScores(aggregate, trees.Trees, (int)targets), [], PostTransform.None, Shapes.Numbers(inputs, 0).Type)];
    }

    public static Operation Classifier(Settings settings)
    {
        var labels = ClassLabels.Read(settings);
        var transform = PostTransform.Of(settings);
        var trees = TreeEnsemble.Read(settings, "class", Math.Max(labels.Count, 1));
        var baseValues = settings.Numbers("base_values") ?? [];
        if (baseValues.Length > Math.Max(labels.Count, 1)) throw settings.Wrong($"has {baseValues.Length} base values for {labels.Count} classes");
        var ids = settings.Integers("class_ids") ?? [];
        // A file may give the score of one of two classes only.
        var one = labels.Count == 2 && ids.Distinct().Count() <= 1;
        var weights = settings.Numbers("class_weights") ?? [];
        var isProbability = one && transform == PostTransform.None && weights.All(w => w >= 0);
        if (labels.Count == 2 && baseValues.Length == 2) throw settings.Wrong("has a base value for each of two classes, which onnxruntime adds otherwise than the standard says; give the one of the second class");
        if (one && baseValues.Length > 0 && ids is [1, ..]) throw settings.Wrong("has a base value and leaves of the second of two classes only, which onnxruntime adds otherwise than the standard says; give the leaves to the first class");
        if (one && transform is (PostTransform.SoftmaxName or PostTransform.SoftmaxZero)) throw PostTransform.Unsure(settings, transform, "for the sum of one of two classes");
        if (!one && baseValues.Length != 0 && baseValues.Length != labels.Count) throw settings.Wrong($"has {baseValues.Length} base values for {labels.Count} classes");
        return inputs =>
        {
            var (x, rows, columns) = Rows(inputs, trees);
            var scores = new TreeScores(TreeScores.Sum, trees.Trees, labels.Count);
            var all = new double[Shapes.Count([rows, labels.Count])];
            for (var row = 0; row < rows; row++)
            {
                scores.Clear();
                trees.Visit(x.AsSpan(row * columns, columns), scores);
                if (one) ClassLabels.SpreadOne(scores.Values, scores.Values[0] + scores.Values[1] + (baseValues.Length > 0 ? baseValues[^1] : 0), isProbability);
                else scores.End(baseValues);
                PostTransform.Apply(transform, scores.Values);
                scores.Values.CopyTo(all, row * labels.Count);
            }

            return labels.Results(all, rows);
        };
    }

    private static OnnxTensor Scores(IReadOnlyList<OnnxTensor?> inputs, TreeEnsemble trees, TreeScores scores, double[] baseValues, string transform, ElementType type)
    {
        var (x, rows, columns) = Rows(inputs, trees);
        var targets = scores.Values.Length;
        var all = new double[Shapes.Count([rows, targets])];
        for (var row = 0; row < rows; row++)
        {
            scores.Clear();
            trees.Visit(x.AsSpan(row * columns, columns), scores);
            scores.End(baseValues);
            PostTransform.Apply(transform, scores.Values);
            scores.Values.CopyTo(all, row * targets);
        }

        return OnnxTensor.Of(type, [rows, targets], all);
    }

    private static (double[] X, int Rows, int Columns) Rows(IReadOnlyList<OnnxTensor?> inputs, TreeEnsemble trees)
    {
        var x = Shapes.Numbers(inputs, 0);
        var (rows, columns) = Shapes.Matrix(x);
        // Cuts are of single precision where the input is not of double precision, and integers are compared as such.
        var numbers = x.Type is ElementType.Int32 or ElementType.Int64 ? Array.ConvertAll(x.Numbers, v => Elementwise.Rounded(v, ElementType.Single)) : x.Numbers;
        return columns >= trees.Features ? (numbers, rows, columns) : throw Shapes.Wrong($"trees ask for {trees.Features} columns; there are {columns}");
    }
}
