using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Linear;

/// <summary>Probabilities of scores, without overflow.</summary>
internal static class Softmax
{
    /// <summary>Replaces scores by their probabilities.</summary>
    public static void Of(Span<double> scores)
    {
        var greatest = Greatest(scores);
        var sum = 0.0;
        foreach (ref var score in scores)
        {
            score = ReproducibleMath.Exp(score - greatest);
            sum += score;
        }

        foreach (ref var score in scores) score /= sum;
    }

    /// <summary>The logarithm of the sum of the scores' exponentials.</summary>
    public static double LogOfSum(ReadOnlySpan<double> scores)
    {
        var greatest = Greatest(scores);
        var sum = 0.0;
        foreach (var score in scores) sum += ReproducibleMath.Exp(score - greatest);
        return greatest + ReproducibleMath.Log(sum);
    }

    private static double Greatest(ReadOnlySpan<double> scores)
    {
        var greatest = scores[0];
        foreach (var score in scores) greatest = Math.Max(greatest, score);
        return greatest;
    }
}
