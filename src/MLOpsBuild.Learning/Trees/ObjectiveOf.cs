using MLOpsBuild.Learning.Trees.Objectives;
using MLOpsBuild.Learning.Trees.Running;

namespace MLOpsBuild.Learning.Trees;

/// <summary>The objective that settings ask for, and what its scores mean.</summary>
internal static class ObjectiveOf
{
    public static Objective Make(BoostedTreesOptions options, TrainingSet set, int outputs, Workers workers) => options.Task switch
    {
        LearningTask.Binary => new LogLossObjective(set, workers),
        LearningTask.Multiclass => new SoftmaxObjective(set, outputs, workers),
        LearningTask.Ranking => new RankingObjective(set, options.RankingCutoff, workers),
        _ => options.Loss switch
        {
            RegressionLoss.Absolute => new QuantileObjective(set, 0.5, 2, workers),
            RegressionLoss.Quantile => new QuantileObjective(set, options.Quantile, 1, workers),
            RegressionLoss.Huber => new HuberObjective(set, options.HuberDelta, workers),
            RegressionLoss.Poisson => new PoissonObjective(set, workers),
            _ => new SquaredErrorObjective(set, workers),
        },
    };

    public static ScoreLink LinkOf(BoostedTreesOptions options) => options.Task switch
    {
        LearningTask.Binary => ScoreLink.Logistic,
        LearningTask.Multiclass => ScoreLink.Softmax,
        LearningTask.Regression when options.Loss == RegressionLoss.Poisson => ScoreLink.Exponential,
        _ => ScoreLink.None,
    };
}
