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
        .WithColumns(BagOfWords.FormatName, WordMap.Read)
        .WithColumns(Binning.FormatName, BinningMap.Read)
        .WithColumns(Clipping.FormatName, ClippingMap.Read)
        .With(Hashing.FormatName, FittedHashing.Read)
        .WithColumns(Imputation.FormatName, ImputationMap.Read)
        .With(Interactions.FormatName, FittedInteractions.Read)
        .WithColumns(OneHot.FormatName, OneHotMap.Read)
        .WithColumns(OrdinalEncoding.FormatName, OrdinalMap.Read)
        .With(PrincipalProjection.FormatName, FittedProjection.Read)
        .WithColumns(Scaling.FormatName, ScalingMap.Read)
        .With(SelectionByCorrelation.FormatName, reader => FittedSelection.Read(reader, SelectionByCorrelation.FormatName))
        .With(SelectionByImportance.FormatName, reader => FittedSelection.Read(reader, SelectionByImportance.FormatName))
        .WithColumns(TargetEncoding.FormatName, TargetMap.Read)
        .WithColumns(TimeParts.FormatName, TimeMap.Read);

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

    private TransformFormats WithColumns(string name, Func<ModelReader, ModelInput, ColumnMap> read) => With(name, reader => FittedColumns.Read(reader, name, read));
}
