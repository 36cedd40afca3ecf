using System.Collections.Immutable;
using MLOpsBuild.Learning.Formats;

namespace MLOpsBuild.Learning.Transforms;

/// <summary>The readers of fitted transforms by name. Immutable: a plug-in makes a larger registry with <see cref="With"/>.</summary>
public sealed class TransformFormats
{
    private readonly ImmutableSortedDictionary<string, Func<ModelReader, IFittedTransform>> _readers;

    private TransformFormats(ImmutableSortedDictionary<string, Func<ModelReader, IFittedTransform>> readers) => _readers = readers;

    /// <summary>The transforms of this library.</summary>
    public static TransformFormats Default { get; } = new TransformFormats(ImmutableSortedDictionary.Create<string, Func<ModelReader, IFittedTransform>>(StringComparer.Ordinal))
        .With(Imputation.FormatName, reader => FittedColumns.Read(reader, Imputation.FormatName, ImputationMap.Read))
        .With(OneHot.FormatName, reader => FittedColumns.Read(reader, OneHot.FormatName, OneHotMap.Read))
        .With(Scaling.FormatName, reader => FittedColumns.Read(reader, Scaling.FormatName, ScalingMap.Read));

    /// <summary>The names of the known transforms, in ordinal order.</summary>
    public IEnumerable<string> Names => _readers.Keys;

    /// <summary>This registry with one more transform.</summary>
    /// <param name="name">Its <see cref="IFittedTransform.Name"/>.</param>
    /// <param name="reader">Reads what <see cref="IFittedTransform.Write"/> wrote; throws <see cref="InvalidDataException"/> on anything else.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public TransformFormats With(string name, Func<ModelReader, IFittedTransform> reader)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(reader);
        if (_readers.ContainsKey(name)) throw new ArgumentException($"The transform '{name}' has a reader already.", nameof(name));
        return new TransformFormats(_readers.Add(name, reader));
    }

    /// <summary>Reads a transform's name and then the transform.</summary>
    internal IFittedTransform Read(ModelReader reader)
    {
        var name = reader.Text();
        return _readers.TryGetValue(name, out var read) ? read(reader) : throw reader.Wrong($"a transform is named '{name}'; known are {string.Join(", ", Names)}");
    }
}
