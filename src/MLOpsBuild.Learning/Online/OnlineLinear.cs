using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Online;

/// <summary>An <see cref="OnlineLearner"/> that goes over the training rows several times, each time in another order that the seed decides.</summary>
/// <remarks>With a model to go on from it goes over the rows as often again. One thread: the model does not depend on their number.</remarks>
/// <param name="options">The settings.</param>
public sealed class OnlineLinear(OnlineOptions options) : ITrainer
{
    /// <summary>The format of the models.</summary>
    public const string FormatName = "online-linear";

    /// <summary>With the default settings.</summary>
    public OnlineLinear()
        : this(new OnlineOptions())
    {
    }

    /// <inheritdoc/>
    public string Name => FormatName;

    /// <summary>The settings.</summary>
    public OnlineOptions Options { get; } = options;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">As <see cref="OnlineLearner.PartialFit"/>; or the model to go on from has another format or loss.</exception>
    public ITrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(options);
        var learner = set.Start is { } start ? OnlineLearner.From(start, Options) : new OnlineLearner(Options);
        for (var pass = 1; pass <= Options.Passes; pass++)
        {
            int[] order = [.. Enumerable.Range(0, set.Target.Length)];
            SeededRandom.Fork(Options.Seed, (ulong)learner.Passes).Shuffle(order.AsSpan());
            var loss = learner.Learn(set, order, cancellationToken);
            options.Progress?.Report(new TrainingProgress(pass, Options.Passes, loss));
        }

        return learner.ToModel();
    }
}
