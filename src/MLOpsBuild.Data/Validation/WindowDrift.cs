using MLOpsBuild.Data.Validation.Measures;
using MLOpsBuild.Data.Validation.Samples;
using MLOpsBuild.Numerics.Associations;
using MLOpsBuild.Numerics.Distances;
using MLOpsBuild.Numerics.Hypotheses;

namespace MLOpsBuild.Data.Validation;

/// <summary>What has moved between the rows for training and those for testing: features, the label, and what features say of it.</summary>
internal sealed class WindowDrift(ComparisonOptions options, RowSample training, RowSample test)
{
    private const double Chance = 0.001;
    private const int Few = 10;

    /// <summary>The checks that find something, with what they find, by column.</summary>
    public IEnumerable<(string Check, string Message)> Find()
    {
        string[] both = [.. training.Columns.Keys.Where(c => test.Columns.TryGetValue(c, out var other) && other.IsText == training[c].IsText).Order(StringComparer.Ordinal)];
        string[] features = [.. both.Where(c => c != options.Label)];
        foreach (var feature in features)
        {
            if (Moved(feature, options.FeatureDrift, training[feature].IsText) is { } message) yield return ("feature-drift", $"{message} train with rows like those tested with, or find out what changed.");
        }

        if (options.Label is not { } label || !both.Contains(label)) yield break;
        var classes = PredictivePower.AreClasses(training[label]) && PredictivePower.AreClasses(test[label]);
        if (Moved(label, options.LabelDrift, classes || training[label].IsText) is { } moved) yield return ("label-drift", $"{moved} a model learns how frequent its labels are, so train with rows like those tested with.");
        foreach (var found in features.SelectMany(f => Correlations(f, label, classes || training[label].IsText))) yield return found;
    }

    /// <summary>The distance of two samples of numbers, or of classes when asked, and the chance of one at least as great; null when a side has no value.</summary>
    internal static (double Distance, double Chance)? Distance(SampledColumn a, SampledColumn b, bool areClasses)
    {
        if (!areClasses)
        {
            if (KolmogorovSmirnov.Statistic(a.Numbers, b.Numbers) is not { } distance) return null;
            var (countA, countB) = (a.Codes.Count(c => c >= 0), b.Codes.Count(c => c >= 0));
            // With so few values the greatest distance that there is may be chance.
            return (distance, Math.Min(countA, countB) < Few ? 1 : KolmogorovSmirnovTest.Asymptotic(distance, countA, countB));
        }

        var places = new Dictionary<long, int>();
        foreach (var value in a.Values.Concat(b.Values)) places.TryAdd(value, places.Count);
        int[] codes = [.. a.Codes.Select(c => c < 0 ? c : places[a.Values[c]]), .. b.Codes.Select(c => c < 0 ? c : places[b.Values[c]])];
        int[] sides = [.. a.Codes.Select(_ => 0), .. b.Codes.Select(_ => 1)];
        if (CramersV.Of(codes, sides, corrected: true) is not { } association) return a.Values.Count == 0 || b.Values.Count == 0 ? null : (0, 1);
        var counts = new long[2][];
        for (var side = 0; side < 2; side++) counts[side] = new long[places.Count];
        for (var i = 0; i < codes.Length; i++)
        {
            if (codes[i] >= 0) counts[sides[i]][codes[i]]++;
        }

        return (association, ChiSquareTest.OfCounts(counts[0], counts[1])?.PValue ?? 1);
    }

    private string? Moved(string column, double most, bool areClasses)
    {
        if (Distance(training[column], test[column], areClasses) is not var (distance, chance) || distance <= most || chance >= Chance) return null;
        return $"'{column}' has moved: {(areClasses ? "Cramér's V" : "the Kolmogorov–Smirnov distance")} between the sides is {Values.Number(distance)} (training: {training.Story}; testing: {test.Story}); allowed is at most {Values.Number(most)};";
    }

    private IEnumerable<(string Check, string Message)> Correlations(string feature, string label, bool classes)
    {
        if (PredictivePower.Of(training, feature, label, classes) is not { } before) yield break;
        if (before.Value > options.LabelCorrelation)
            yield return ("label-correlation", $"'{feature}' alone predicts '{label}' with a score of {Values.Number(before.Value)} in training; allowed is at most {Values.Number(options.LabelCorrelation)}; ask whether it is known before the label is.");
        if (PredictivePower.Of(test, feature, label, classes) is not { } after || PowerScore.Apart(before, after) <= options.LabelCorrelationChange) yield break;
        yield return (
            "label-correlation-change",
            $"'{feature}' alone predicts '{label}' with a score of {Values.Number(Math.Max(0, before.Gain))} in training and of {Values.Number(Math.Max(0, after.Gain))} in testing; they may differ by at most {Values.Number(options.LabelCorrelationChange)}; what the model learns of it will not hold.");
    }
}
