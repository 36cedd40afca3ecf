using System.Globalization;
using MLOpsBuild.Learning.Onnx.Graphs;

namespace MLOpsBuild.Learning.Onnx.Running;

/// <summary>The classes of a classifier.</summary>
internal sealed class ClassLabels
{
    private const int MostClasses = 10_000;

    private readonly double[] _integers;
    private readonly string[] _texts;

    private ClassLabels(double[] integers, string[] texts)
    {
        _integers = integers;
        _texts = texts;
    }

    public int Count => Math.Max(_texts.Length, _integers.Length);

    /// <summary>The classes' names.</summary>
    public IReadOnlyList<string> Names => _texts.Length > 0 ? _texts : [.. _integers.Select(i => i.ToString(CultureInfo.InvariantCulture))];

    /// <summary>Reads the labels of a classifier of trees; linear ones have the same under shorter names.</summary>
    public static ClassLabels Read(Settings settings, string integers = "classlabels_int64s", string texts = "classlabels_strings")
    {
        var labels = new ClassLabels(Array.ConvertAll(settings.Integers(integers) ?? [], v => (double)v), settings.Texts(texts) ?? []);
        if (labels._integers.Length > 0 && labels._texts.Length > 0) throw settings.Wrong("has integers and texts as classes");
        return labels.Count is >= 1 and <= MostClasses ? labels : throw settings.Wrong($"has {labels.Count} classes");
    }

    /// <summary>Both scores of two classes of which only one was given: its complement when it is a probability, its opposite otherwise.</summary>
    public static void SpreadOne(Span<double> scores, double score, bool isProbability)
    {
        scores[0] = isProbability ? 1 - score : -score;
        scores[1] = score;
    }

    /// <summary>The label of the greatest score of each row, the first one of equals, and the scores.</summary>
    public OnnxTensor[] Results(double[] scores, int rows)
    {
        var best = new int[rows];
        for (var row = 0; row < rows; row++)
        {
            for (var c = 1; c < Count; c++) best[row] = scores[row * Count + c] > scores[row * Count + best[row]] ? c : best[row];
        }

        var labels = _texts.Length > 0
            ? OnnxTensor.Of([rows], Array.ConvertAll(best, c => _texts[c]))
            : OnnxTensor.Of(ElementType.Int64, [rows], Array.ConvertAll(best, c => _integers[c]));
        return [labels, OnnxTensor.Of(ElementType.Single, [rows, Count], scores)];
    }
}
