namespace MLOpsBuild.Learning.Trees;

/// <summary>A model that noted how well it did after each iteration. <see cref="ITrainedModel.LearningCurve"/> holds the losses on the training rows.</summary>
public interface IHasLearningRecord
{
    /// <summary>The loss on the validation rows after each iteration that was kept; empty when there were none.</summary>
    IReadOnlyList<double> ValidationCurve { get; }
}
