using MLOpsBuild.Learning.Formats;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Transforms;

/// <summary>Transforms and a trainer as one trainer: all are fitted on the training rows only, and travel together as one model.</summary>
/// <remarks>A model to go on from keeps its chain: only its trainer goes on.</remarks>
/// <param name="transforms">Applied one after the other; may be empty.</param>
/// <param name="trainer">Learns from what the transforms give.</param>
public sealed class TransformedTrainer(IReadOnlyList<ITransform> transforms, ITrainer trainer) : ITrainer
{
    /// <summary>The format of the models.</summary>
    public const string FormatName = "transformed";

    /// <inheritdoc/>
    public string Name => FormatName;

    /// <summary>Applied one after the other.</summary>
    public IReadOnlyList<ITransform> Transforms { get; } = [.. transforms];

    /// <summary>Learns from what the transforms give.</summary>
    public ITrainer Trainer { get; } = trainer;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A transform or the trainer refuses the set, or the model to go on from has no transforms.</exception>
    public ITrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(set);
        var start = set.Start switch
        {
            null => null,
            TransformedModel model => model,
            var other => throw new ArgumentException($"The model to go on from is '{other.Format}', not '{FormatName}'.", nameof(set)),
        };
        var (chain, training) = start is null ? FittedChain.Fit(Transforms, set, options, cancellationToken) : (start.Chain, start.Chain.Apply(set.Features));
        var inner = set with
        {
            Features = training,
            Validation = set.Validation is { } validation ? validation with { Features = chain.Apply(validation.Features) } : null,
            Start = start?.Model,
        };
        return new TransformedModel(chain, Trainer.Train(inner, options, cancellationToken));
    }
}

/// <summary>A fitted chain and the model behind it.</summary>
internal sealed class TransformedModel(FittedChain chain, ITrainedModel model) : ITrainedModel
{
    public string Format => TransformedTrainer.FormatName;

    public FittedChain Chain => chain;

    public ITrainedModel Model => model;

    public LearningTask Task => model.Task;

    public IReadOnlyList<ModelInput> Inputs => chain.Inputs;

    public int Outputs => model.Outputs;

    public IReadOnlyList<string> Classes => model.Classes;

    public IReadOnlyList<double> LearningCurve => model.LearningCurve;

    // The share of a column that was made of several is dealt evenly to them.
    public IReadOnlyList<double> Importance { get; } = ImportanceTrace.Of(chain, model);

    public double[] Predict(Table rows) => model.Predict(chain.Apply(rows));

    public IReadOnlyList<(string Name, string Value)> Describe() =>
        [("transforms", string.Join(", ", chain.Transforms.Select(t => t.Name))), .. model.Describe()];

    public void Write(Stream stream)
    {
        var writer = ModelWriter.Begin(stream, Format);
        chain.Write(writer);
        writer.Model(model);
    }

    public static TransformedModel Read(ModelReader reader, TransformFormats formats)
    {
        var chain = FittedChain.Read(reader, formats);
        var model = reader.Model();
        foreach (var input in model.Inputs)
        {
            var found = chain.Outputs.FirstOrDefault(o => o.Name == input.Name) ?? throw reader.Wrong($"the transforms do not give '{input.Name}', which the model needs");
            if (found.IsText() != input.IsText() || found.Type == ColumnType.Time) throw reader.Wrong($"the transforms give '{input.Name}' as {found.Type}; the model needs {input.Type}");
        }

        return new TransformedModel(chain, model);
    }
}
