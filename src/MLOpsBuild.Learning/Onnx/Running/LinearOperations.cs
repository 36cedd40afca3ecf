using MLOpsBuild.Learning.Onnx.Graphs;

namespace MLOpsBuild.Learning.Onnx.Running;

/// <summary>The linear models of the domain for machine learning.</summary>
internal static class LinearOperations
{
    private const int MostTargets = 10_000;

    public static Operation Regressor(Settings settings)
    {
        var targets = settings.Integer("targets", 1);
        if (targets is < 1 or > MostTargets) throw settings.Wrong($"has {targets} targets");
        var transform = PostTransform.OfTargets(settings, targets);
        var (weights, intercepts) = Weights(settings, (int)targets);
        return inputs =>
        {
            var (scores, rows) = Scores(inputs, weights, intercepts, (int)targets);
            for (var row = 0; row < rows; row++) PostTransform.Apply(transform, scores.AsSpan(row * (int)targets, (int)targets));
            return [OnnxTensor.Of(ElementType.Single, [rows, (int)targets], scores)];
        };
    }

    public static Operation Classifier(Settings settings)
    {
        var labels = ClassLabels.Read(settings, "classlabels_ints");
        var transform = PostTransform.Of(settings);
        settings.Ignore("multi_class");
        var given = settings.Numbers("intercepts")?.Length ?? labels.Count;
        if (given < labels.Count && transform is (PostTransform.SoftmaxName or PostTransform.SoftmaxZero)) throw PostTransform.Unsure(settings, transform, "for the sum of one of two classes");
        if (given != labels.Count && !(given == 1 && labels.Count == 2)) throw settings.Wrong($"has {given} intercepts for {labels.Count} classes");
        var (weights, intercepts) = Weights(settings, given);
        return inputs =>
        {
            var (scores, rows) = Scores(inputs, weights, intercepts, given);
            var all = new double[Shapes.Count([rows, labels.Count])];
            for (var row = 0; row < rows; row++)
            {
                var to = all.AsSpan(row * labels.Count, labels.Count);
                if (given == labels.Count) scores.AsSpan(row * given, given).CopyTo(to);
                else ClassLabels.SpreadOne(to, scores[row], isProbability: false);
                PostTransform.Apply(transform, to);
            }

            return labels.Results(all, rows);
        };
    }

    private static (double[] Weights, double[] Intercepts) Weights(Settings settings, int targets)
    {
        var weights = settings.Numbers("coefficients") ?? [];
        var intercepts = settings.Numbers("intercepts") ?? new double[targets];
        if (weights.Length == 0 || weights.Length % targets != 0) throw settings.Wrong($"has {weights.Length} coefficients for {targets} targets");
        if (intercepts.Length != targets) throw settings.Wrong($"has {intercepts.Length} intercepts for {targets} targets");
        return weights.Concat(intercepts).All(double.IsFinite) ? (weights, intercepts) : throw settings.Wrong("has a coefficient that is not finite");
    }

    private static (double[] Scores, int Rows) Scores(IReadOnlyList<OnnxTensor?> inputs, double[] weights, double[] intercepts, int targets)
    {
        var x = Shapes.Numbers(inputs, 0);
        var (rows, columns) = Shapes.Matrix(x);
        if (columns * (long)targets != weights.Length) throw Shapes.Wrong($"{weights.Length} coefficients meet {columns} columns and {targets} targets");
        var scores = new double[Shapes.Count([rows, targets])];
        for (var row = 0; row < rows; row++)
        {
            for (var t = 0; t < targets; t++)
            {
                var sum = intercepts[t];
                for (var c = 0; c < columns; c++) sum += weights[t * columns + c] * x.Numbers[row * columns + c];
                scores[row * targets + t] = sum;
            }
        }

        return (scores, rows);
    }
}
