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
