namespace MLOpsBuild.Learning;

/// <summary>A learning method with its settings: a pure function of the training set. Plug-ins implement this.</summary>
public interface ITrainer
{
    /// <summary>The method's stable name, as written into the model: <c>boosted-trees</c>.</summary>
    string Name { get; }

    /// <summary>Fits a model. The same set gives the same serialised bytes on any number of threads.</summary>
    ITrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancellationToken);
}
