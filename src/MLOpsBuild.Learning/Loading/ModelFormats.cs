using System.Collections.Immutable;
using MLOpsBuild.Learning.Baselines;
using MLOpsBuild.Learning.Formats;
using MLOpsBuild.Learning.Linear;
using MLOpsBuild.Learning.Onnx.Import;
using MLOpsBuild.Learning.Trees;

namespace MLOpsBuild.Learning.Loading;

/// <summary>The readers of models by the name of their format. Immutable: a plug-in makes a larger registry with <see cref="With"/>.</summary>
public sealed class ModelFormats
{
    private readonly ImmutableSortedDictionary<string, Func<ModelReader, ITrainedModel>> _readers;

    private ModelFormats(ImmutableSortedDictionary<string, Func<ModelReader, ITrainedModel>> readers) => _readers = readers;

    /// <summary>The formats of this library.</summary>
    public static ModelFormats Default { get; } = new ModelFormats(ImmutableSortedDictionary.Create<string, Func<ModelReader, ITrainedModel>>(StringComparer.Ordinal))
        .With(BoostedTrees.FormatName, BoostedTreesFormat.Read)
        .With(ImportedModel.FormatName, ImportedModel.Read)
        .With(PriorModel.FormatName, FittedPrior.Read)
        .With(LogisticRegression.FormatName, reader => LinearModel.Read(reader, LearningTask.Binary))
        .With(RidgeRegression.FormatName, reader => LinearModel.Read(reader, LearningTask.Regression));

    /// <summary>The names of the known formats, in ordinal order.</summary>
    public IEnumerable<string> Names => _readers.Keys;

    /// <summary>Reads a model of this library's formats: short for <see cref="Load"/> of <see cref="Default"/>.</summary>
    /// <exception cref="InvalidDataException">As <see cref="Load"/>.</exception>
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
        return new ModelFormats(_readers.Add(name, reader));
    }

    /// <summary>Reads the model that was written by <see cref="ITrainedModel.Write"/>, to the end of the stream.</summary>
    /// <exception cref="InvalidDataException">The bytes are no model, are cut off, go on behind its end, or name an unknown format; the known ones are listed.</exception>
    public ITrainedModel Load(Stream stream)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        var reader = new ModelReader(copy.ToArray());
        var name = reader.Header();
        if (!_readers.TryGetValue(name, out var read)) throw reader.Wrong($"their format is '{name}'; known are {string.Join(", ", Names)}");
        var model = read(reader);
        reader.End();
        return model;
    }
}
