using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Trees;

/// <summary>How predictions follow from scores.</summary>
internal enum ScoreLink
{
    /// <summary>They are the scores.</summary>
    None = 0,

    /// <summary>A probability from its log odds.</summary>
    Logistic = 1,

    /// <summary>Probabilities that are proportional to the exponentials of their scores.</summary>
    Softmax = 2,

    /// <summary>The exponential of the score.</summary>
    Exponential = 3,

    /// <summary>Shares of their sum.</summary>
    Shares = 4,

    /// <summary>A probability that is the sum itself, up to rounding.</summary>
    Probability = 5,
}

/// <summary>Turns scores into predictions.</summary>
internal static class ScoreLinks
{
    /// <summary>Turns the scores of one row into its predictions, in place.</summary>
    public static void Apply(this ScoreLink link, Span<double> scores)
    {
        switch (link)
        {
            case ScoreLink.Logistic:
                scores[0] = ReproducibleMath.Sigmoid(scores[0]);
                break;
            case ScoreLink.Exponential:
                scores[0] = ReproducibleMath.Exp(Math.Min(scores[0], 300));
                break;
            case ScoreLink.Softmax:
                var highest = scores[0];
                foreach (var score in scores) highest = Math.Max(highest, score);
                foreach (ref var score in scores) score = ReproducibleMath.Exp(score - highest);
                Share(scores);
                break;
            case ScoreLink.Probability:
                scores[0] = Math.Clamp(scores[0], 0, 1);
                break;
            case ScoreLink.Shares:
                Share(scores);
                break;
            default:
                break;
        }
    }

    private static void Share(Span<double> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value;
        foreach (ref var value in values) value = sum > 0 ? value / sum : 1.0 / values.Length;
    }
}
