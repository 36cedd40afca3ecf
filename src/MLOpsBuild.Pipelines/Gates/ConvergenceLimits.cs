namespace MLOpsBuild.Pipelines.Gates;

/// <summary>What a trained model must show to count as having learned.</summary>
public sealed record ConvergenceLimits
{
    /// <summary>The loss must be at least this share under that of the trivial model: 0.15 is 15 %.</summary>
    public required double GainOverPrior { get; init; }

    /// <summary>The loss may be at most this much above that of the linear model.</summary>
    public required double LossOverLinear { get; init; }

    /// <summary>The loss on the small batch that must be learned by heart may be at most this.</summary>
    public required double OverfitLoss { get; init; }

    /// <summary>The number of rows of that batch.</summary>
    public required int OverfitRows { get; init; }

    /// <summary>With shuffled labels, skill may be at most this: |AUC − 0.5|, or R² for regression.</summary>
    public required double ShuffledSkill { get; init; }

    /// <summary>The number of models trained on resampled blocks.</summary>
    public required int Resamples { get; init; }

    /// <summary>Their losses may be at most this far apart.</summary>
    public required double Spread { get; init; }

    /// <summary>The loss on evaluation rows may be at most this much above that on training rows.</summary>
    public required double TrainTestGap { get; init; }

    /// <summary>The training loss may be at most this far from the accepted model's at any point of the way, in the unit of the loss; null, the default, where curves are not compared.</summary>
    public double? CurveTolerance { get; init; }

    /// <summary>What is wrong, all of it; null when nothing is.</summary>
    internal string? Problem
    {
        get
        {
            var problems = new List<string>();
            if (OverfitRows < 1) problems.Add($"'overfitRows' is {OverfitRows}: there must be a row to learn by heart");
            if (Resamples < 2) problems.Add($"'resamples' is {Resamples}: a spread takes at least 2 models");
            if (CurveTolerance is { } tolerance && !(tolerance >= 0)) problems.Add("'curveTolerance' must be at least 0");
            return problems.Count == 0 ? null : string.Join("; ", problems);
        }
    }
}
