using MLOpsBuild.Documents;
using MLOpsBuild.Documents.Charts;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Pipelines.Runs.Comparison;

namespace MLOpsBuild.Reporting.Runs;

/// <summary>Learning curves of runs as lines for a terminal, with plots of block characters, and the words of a comparison.</summary>
public static class RunCurves
{
    private const int Points = 40;

    /// <summary>The curves of one run.</summary>
    public static IReadOnlyList<string> Text(RunRecord run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return [.. Lines([.. run.LearningCurves.Select(c => (c.Key, c.Value))])];
    }

    /// <summary>The curves of two runs, kind by kind on one scale.</summary>
    public static IReadOnlyList<string> Text(RunComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var kinds = comparison.First.LearningCurves.Keys.Union(comparison.Second.LearningCurves.Keys).Order(StringComparer.Ordinal);
        return
        [
            .. kinds.SelectMany(kind => Lines(
            [
                .. comparison.First.LearningCurves.TryGetValue(kind, out var first) ? ((string, IReadOnlyList<double?>)[])[($"first, {kind}", first)] : [],
                .. comparison.Second.LearningCurves.TryGetValue(kind, out var second) ? ((string, IReadOnlyList<double?>)[])[($"second, {kind}", second)] : [],
            ])),
        ];
    }

    /// <summary>What a comparison says of a metric, in a word or two.</summary>
    public static string Word(MetricVerdict verdict) => verdict switch
    {
        MetricVerdict.Better => "better",
        MetricVerdict.Worse => "worse",
        MetricVerdict.Undecided => "not to be told",
        MetricVerdict.Same => "the same",
        _ => "not paired",
    };

    /// <summary>All curves are plotted in one text and cut apart again, so that equal heights mean equal losses.</summary>
    private static IEnumerable<string> Lines((string Name, IReadOnlyList<double?> Values)[] curves)
    {
        double[][] thin = [.. curves.Select(c => Thin(c.Values))];
        var plot = Sparkline.Text([.. thin.SelectMany(c => c)], fromLeast: true);
        var width = curves.Select(c => c.Name.Length).DefaultIfEmpty(0).Max();
        var at = 0;
        for (var i = 0; i < curves.Length; i++)
        {
            var values = curves[i].Values;
            yield return $"{curves[i].Name.PadRight(width)}  {plot.Substring(at, thin[i].Length).PadRight(Points)}  {Numbers.Significant(values[0])} → {Numbers.Significant(values[^1])} in {Numbers.Count(values.Count)}";
            at += thin[i].Length;
        }
    }

    private static double[] Thin(IReadOnlyList<double?> values)
    {
        var points = Math.Min(Points, values.Count);
        var thin = new double[points];
        for (var i = 0; i < points; i++) thin[i] = values[points == 1 ? 0 : (int)((long)i * (values.Count - 1) / (points - 1))] ?? double.NaN;
        return thin;
    }
}
