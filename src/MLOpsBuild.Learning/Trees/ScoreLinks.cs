using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Trees;

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
