using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Onnx.Running;

/// <summary>What the machine learning operators do with the scores of a row at the end.</summary>
internal static class PostTransform
{
    public const string None = "NONE";
    public const string Logistic = "LOGISTIC";
    public const string SoftmaxName = "SOFTMAX";
    public const string SoftmaxZero = "SOFTMAX_ZERO";

    public static string Of(Settings settings) => settings.Choice("post_transform", None, None, Logistic, SoftmaxName, SoftmaxZero);

    /// <summary>That of a regression. For a single target the standard applies it and onnxruntime leaves it out, so that nobody knows what such a file means.</summary>
    public static string OfTargets(Settings settings, long targets)
    {
        var name = Of(settings);
        return name == None || targets > 1 ? name : throw Unsure(settings, name, "for its one target");
    }

    /// <summary>What is refused because programs give different numbers for it.</summary>
    public static InvalidDataException Unsure(Settings settings, string name, string where) =>
        settings.Wrong($"has post_transform {name} {where}, where onnxruntime does otherwise than the standard says; let it give sums (NONE), with an operation such as Sigmoid or Softmax behind it");

    public static void Apply(string name, Span<double> scores)
    {
        if (name == Logistic)
        {
            for (var i = 0; i < scores.Length; i++) scores[i] = ReproducibleMath.Sigmoid(scores[i]);
        }
        else if (name == SoftmaxName)
        {
            Softmax(scores);
        }
        else if (name == SoftmaxZero)
        {
            Softmax(scores, keepZeros: true);
        }
    }

    /// <summary>Exponentials in proportion to their sum; zeros may stay as they are.</summary>
    public static void Softmax(Span<double> scores, bool keepZeros = false)
    {
        var most = double.NegativeInfinity;
        foreach (var score in scores) most = Math.Max(most, score);
        var sum = 0.0;
        for (var i = 0; i < scores.Length; i++)
        {
            if (keepZeros && scores[i] == 0) continue;
            scores[i] = ReproducibleMath.Exp(scores[i] - most);
            sum += scores[i];
        }

        for (var i = 0; i < scores.Length && sum > 0; i++) scores[i] /= sum;
    }
}
