using System.Collections.Immutable;
using MLOpsBuild.Learning.Baselines;
using MLOpsBuild.Learning.Clustering;
using MLOpsBuild.Learning.Ensembles;
using MLOpsBuild.Learning.Formats;
using MLOpsBuild.Learning.Linear;
using MLOpsBuild.Learning.Online;
using MLOpsBuild.Learning.Onnx.Import;
using MLOpsBuild.Learning.Transforms;
using MLOpsBuild.Learning.Trees;

namespace MLOpsBuild.Learning.Loading;

/// <summary>The readers of models by the name of their format. Immutable: a plug-in makes a larger registry with <see cref="With(string, Func{ModelReader, ITrainedModel})"/>.</summary>
public sealed class ModelFormats
{
    // Models within models: deeper than anyone stacks them, and shallow enough for any thread's stack.
    private const int MostDepth = 8;

    private readonly ImmutableSortedDictionary<string, Func<ModelReader, ITrainedModel>> _readers;

    private ModelFormats(ImmutableSortedDictionary<string, Func<ModelReader, ITrainedModel>> readers, TransformFormats transforms)
    {
        // Only a registry's own transforms decide what its transformed models can be read with.
        _readers = readers.SetItem(TransformedTrainer.FormatName, reader => TransformedModel.Read(reader, transforms));
        Transforms = transforms;
    }

    /// <summary>The formats of this library.</summary>
    public static ModelFormats Default { get; } = new ModelFormats(ImmutableSortedDictionary.Create<string, Func<ModelReader, ITrainedModel>>(StringComparer.Ordinal), TransformFormats.Default)
        .With(Averaging.FormatName, reader => CombinedModel.Read(reader, Averaging.FormatName))
        .With(BoostedTrees.FormatName, BoostedTreesFormat.Read)
        .With(ElasticNet.FormatName, reader => LinearModel.Read(reader, ElasticNet.FormatName, LearningTask.Regression))
        .With(ExtraTrees.FormatName, BoostedTreesFormat.ReaderOf(ExtraTrees.FormatName))
        .With(IsolationForest.FormatName, IsolationFormat.Read)
        .With(KMeans.FormatName, KMeansModel.Read)
        .With(Lasso.FormatName, reader => LinearModel.Read(reader, Lasso.FormatName, LearningTask.Regression))
        .With(LogisticRegression.FormatName, reader => LinearModel.Read(reader, LogisticRegression.FormatName, LearningTask.Binary))
        .With(MultinomialRegression.FormatName, MultinomialModel.Read)
        .With(OnlineLinear.FormatName, OnlineModel.Read)
        .With(ImportedModel.FormatName, ImportedModel.Read)
        .With(PriorModel.FormatName, FittedPrior.Read)
        .With(RandomForest.FormatName, BoostedTreesFormat.ReaderOf(RandomForest.FormatName))
        .With(RidgeRegression.FormatName, reader => LinearModel.Read(reader, RidgeRegression.FormatName, LearningTask.Regression))
        .With(Stacking.FormatName, StackedModel.Read)
        .With(Voting.FormatName, reader => CombinedModel.Read(reader, Voting.FormatName));

    /// <summary>The readers of the transforms that a model can hold.</summary>
    public TransformFormats Transforms { get; }

    /// <summary>The names of the known formats, in ordinal order.</summary>
    public IEnumerable<string> Names => _readers.Keys;

    /// <summary>Reads a model of this library's formats: short for <see cref="Load(Stream)"/> of <see cref="Default"/>.</summary>
    /// <exception cref="InvalidDataException">As <see cref="Load(Stream)"/>.</exception>
    public static ITrainedModel Read(Stream stream) => Default.Load(stream);

    /// <summary>This registry with one more format.</summary>
    /// <param name="name">The name that the model's <see cref="ModelWriter.Begin"/> was given.</param>
    /// <param name="reader">Reads what follows the header; throws <see cref="InvalidDataException"/> on anything it did not write.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public ModelFormats With(string name, Func<ModelReader, ITrainedModel> reader)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(reader);
        if (_readers.ContainsKey(name)) throw new ArgumentException($"The format '{name}' has a reader already.", nameof(name));
        return new ModelFormats(_readers.Add(name, reader), Transforms);
    }

    /// <summary>This registry with one more format.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public ModelFormats With(IModelFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        return With(format.Name, format.Read);
    }

    /// <summary>This registry with one more kind of transform in the models of <see cref="TransformedTrainer"/>.</summary>
    /// <param name="name">The transform's <see cref="IFittedTransform.Name"/>.</param>
    /// <param name="reader">Reads what its <see cref="IFittedTransform.Write"/> wrote; throws <see cref="InvalidDataException"/> on anything else.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public ModelFormats WithTransform(string name, Func<ModelReader, IFittedTransform> reader) => new(_readers, Transforms.With(name, reader));

    /// <summary>Reads the model that was written by <see cref="ITrainedModel.Write"/>, to the end of the stream.</summary>
    /// <exception cref="InvalidDataException">The bytes are no model, are cut off, go on behind its end, or name an unknown format; the known ones are listed.</exception>
    public ITrainedModel Load(Stream stream)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return Load(copy.ToArray(), 1);
    }

    private ITrainedModel Load(byte[] bytes, int depth)
    {
        if (depth > MostDepth) throw new InvalidDataException($"The bytes are no model: models are nested more than {MostDepth} deep.");
        var reader = new ModelReader(bytes, nested => Load(nested, depth + 1));
        var name = reader.Header();
        if (!_readers.TryGetValue(name, out var read)) throw reader.Wrong($"their format is '{name}'; known are {string.Join(", ", Names)}");
        var model = read(reader);
        reader.End();
        return model;
    }
}
