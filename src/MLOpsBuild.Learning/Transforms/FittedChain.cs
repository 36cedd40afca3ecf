using MLOpsBuild.Learning.Formats;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Transforms;

/// <summary>Fitted transforms, one after the other, with the columns they begin from: one object that is the same in training and serving. Immutable and thread-safe.</summary>
public sealed class FittedChain
{
    /// <summary>The format of a chain's own bytes.</summary>
    public const string FormatName = "transform-chain";

    private const int MostTransforms = 100;

    private readonly ModelInput[] _inputs;
    private readonly IFittedTransform[] _transforms;

    private FittedChain(ModelInput[] inputs, IFittedTransform[] transforms)
    {
        _inputs = inputs;
        _transforms = transforms;
        // Whether each transform finds what it reads shows on a table without rows.
        Outputs = Learning.Inputs.OfAnyType(Apply(new Table([.. inputs.Select(Empty)])));
    }

    /// <summary>The columns it needs, with their types, in order.</summary>
    public IReadOnlyList<ModelInput> Inputs => _inputs;

    /// <summary>The columns it gives, with their types, in order.</summary>
    public IReadOnlyList<ModelInput> Outputs { get; }

    /// <summary>The transforms, in the order they are applied in.</summary>
    public IReadOnlyList<IFittedTransform> Transforms => _transforms;

    /// <summary>Fits transforms one after the other, each on what the ones before it make of the training rows.</summary>
    /// <returns>The chain, and the training rows as a trainer is to see them: see <see cref="TransformFit"/>.</returns>
    /// <exception cref="ArgumentException">There are more than 100 transforms, or one can not be fitted.</exception>
    public static (FittedChain Chain, Table Training) Fit(
        IReadOnlyList<ITransform> transforms, TrainingSet set, TrainingOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (transforms.Count > MostTransforms) throw new ArgumentException($"There are {transforms.Count} transforms; a chain has at most {MostTransforms}.", nameof(transforms));
        var fitted = new IFittedTransform[transforms.Count];
        var table = set.Features;
        for (var i = 0; i < fitted.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var fit = transforms[i].Fit(set with { Features = table, Validation = null, Start = null }, options, cancellationToken);
            fitted[i] = fit.Fitted;
            table = fit.Training;
        }

        return (new FittedChain(Learning.Inputs.OfAnyType(set.Features), fitted), table);
    }

    /// <summary>What a trainer or model is given for these rows; further columns of the table are left out.</summary>
    /// <exception cref="KeyNotFoundException">An input is missing.</exception>
    /// <exception cref="ArgumentException">An input has the wrong type.</exception>
    public Table Apply(Table rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var table = new Table(Array.ConvertAll(_inputs, input => Typed(rows[input.Name], input)));
        foreach (var transform in _transforms) table = transform.Apply(table);
        return table;
    }

    /// <summary>Writes deterministic bytes that <see cref="Read(Stream, TransformFormats)"/> reads back to an equal chain.</summary>
    public void Write(Stream stream) => Write(ModelWriter.Begin(stream, FormatName));

    /// <summary>Reads a chain to the end of the stream.</summary>
    /// <param name="stream">What <see cref="Write(Stream)"/> wrote.</param>
    /// <param name="formats">The known transforms.</param>
    /// <exception cref="InvalidDataException">The bytes are no chain, are cut off, go on behind its end, or name an unknown transform; the known ones are listed.</exception>
    public static FittedChain Read(Stream stream, TransformFormats formats)
    {
        ArgumentNullException.ThrowIfNull(formats);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        var reader = new ModelReader(copy.ToArray());
        var name = reader.Header();
        if (name != FormatName) throw reader.Wrong($"their format is '{name}', not '{FormatName}'");
        var chain = Read(reader, formats);
        reader.End();
        return chain;
    }

    /// <summary>Writes the chain as part of a model.</summary>
    public void Write(ModelWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Inputs(_inputs);
        writer.Integer(_transforms.Length);
        foreach (var transform in _transforms)
        {
            writer.Text(transform.Name);
            transform.Write(writer);
        }
    }

    /// <summary>Reads a chain that is part of a model.</summary>
    /// <exception cref="InvalidDataException">The bytes are no chain.</exception>
    public static FittedChain Read(ModelReader reader, TransformFormats formats)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(formats);
        var inputs = reader.InputsOfAnyType();
        var transforms = new IFittedTransform[reader.Integer(0, MostTransforms)];
        for (var i = 0; i < transforms.Length; i++) transforms[i] = formats.Read(reader);
        try
        {
            return new FittedChain(inputs, transforms);
        }
        catch (Exception e) when (e is ArgumentException or KeyNotFoundException)
        {
            throw reader.Wrong($"its transforms do not fit together: {e.Message}");
        }
    }

    // The training rows' integers are numbers to the transforms, and a served row may hold one as the other.
    private static Column Typed(Column column, ModelInput input)
    {
        var isNumber = input.Type is ColumnType.Number or ColumnType.Integer;
        if (column.Type == input.Type) return column;
        if (isNumber && column.Type is (ColumnType.Number or ColumnType.Integer)) return new NumberColumn(input.Name, column.ToNumbers());
        throw new ArgumentException($"Column '{input.Name}' is {column.Type}; the transforms were fitted to {input.Type}.", nameof(column));
    }

    private static Column Empty(ModelInput input) => input.Type switch
    {
        ColumnType.Text => new TextColumn(input.Name, [], []),
        ColumnType.Time => new TimeColumn(input.Name, []),
        ColumnType.Integer => new IntegerColumn(input.Name, []),
        _ => new NumberColumn(input.Name, []),
    };
}
