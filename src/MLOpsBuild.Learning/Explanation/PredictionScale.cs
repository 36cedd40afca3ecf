using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Explanation;

/// <summary>In what a prediction is explained.</summary>
public enum PredictionScale
{
    /// <summary>As it is predicted: a probability or the target's unit.</summary>
    Prediction,

    /// <summary>The logarithm of the odds of a probability, in which a logistic model is a sum.</summary>
    LogOdds,
}

/// <summary>Puts predictions on a scale.</summary>
internal static class PredictionScales
{
    public static double Of(this PredictionScale scale, double prediction)
    {
        if (scale == PredictionScale.Prediction) return prediction;
        var p = Math.Clamp(prediction, 1e-15, 1 - 1e-15);
        return ReproducibleMath.Log(p) - ReproducibleMath.Log1p(-p);
    }

    public static void Check(PredictionScale scale, ITrainedModel model, int output)
    {
        if (scale == PredictionScale.LogOdds && model.Task is not (LearningTask.Binary or LearningTask.Multiclass))
        {
            throw new ArgumentException($"The task {model.Task} predicts no probabilities and has no odds.", nameof(scale));
        }

        if (output < 0 || output >= model.Outputs) throw new ArgumentOutOfRangeException(nameof(output), output, $"The model has {model.Outputs} outputs.");
    }
}
