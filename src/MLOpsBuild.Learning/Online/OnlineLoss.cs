using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Online;

/// <summary>What an online learner makes small.</summary>
public enum OnlineLoss
{
    /// <summary>Half of the squared error; learns a number.</summary>
    Squared,

    /// <summary>As squared up to an error of <see cref="OnlineOptions.HuberWidth"/>, beyond it straight: outliers count less (Huber, 1964). Learns a number.</summary>
    Huber,

    /// <summary>The log loss; learns the probability of 1.</summary>
    Logistic,

    /// <summary>How far the sum is short of 1 on the right side of 0; learns to tell 0 from 1. Its predictions rise with the sum, above 0.5 for 1, but are no calibrated probabilities.</summary>
    Hinge,
}

/// <summary>Losses of a weighted sum and their slopes.</summary>
internal static class OnlineLosses
{
    public static LearningTask TaskOf(OnlineLoss loss) => loss is OnlineLoss.Logistic or OnlineLoss.Hinge ? LearningTask.Binary : LearningTask.Regression;

    public static double Loss(OnlineLoss loss, double score, double target, double width)
    {
        var error = Math.Abs(score - target);
        return loss switch
        {
            OnlineLoss.Squared => 0.5 * error * error,
            OnlineLoss.Huber => error <= width ? 0.5 * error * error : width * (error - 0.5 * width),
            OnlineLoss.Logistic => ReproducibleMath.LogOnePlusExp(score) - target * score,
            _ => Math.Max(0, 1 - (2 * target - 1) * score),
        };
    }

    public static double Slope(OnlineLoss loss, double score, double target, double width) => loss switch
    {
        OnlineLoss.Squared => score - target,
        OnlineLoss.Huber => Math.Clamp(score - target, -width, width),
        OnlineLoss.Logistic => ReproducibleMath.Sigmoid(score) - target,
        _ => (2 * target - 1) * score < 1 ? 1 - 2 * target : 0,
    };
}
