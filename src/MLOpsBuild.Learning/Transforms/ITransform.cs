using MLOpsBuild.Learning.Formats;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Transforms;

/// <summary>A way to prepare columns, with its settings: a pure function of the training set. Plug-ins implement this.</summary>
/// <remarks>Unless a transform of this library says otherwise, each training row counts once, whatever its weight.</remarks>
public interface ITransform
{
    /// <summary>The transform's stable name, as written into the chain: <c>one-hot</c>.</summary>
    string Name { get; }

    /// <summary>Learns from the training rows what <see cref="IFittedTransform.Apply"/> needs. The same set gives the same bytes on any number of threads.</summary>
    /// <exception cref="ArgumentException">A column that the settings name is not there or has the wrong type, or the rows can not be learned from.</exception>
    TransformFit Fit(TrainingSet set, TrainingOptions options, CancellationToken cancellationToken);
}

/// <summary>What fitting gives.</summary>
/// <param name="Fitted">What travels with the model.</param>
/// <param name="Training">The training rows as the next one in the chain sees them: what <see cref="IFittedTransform.Apply"/> gives, except where a row must not be told its own target.</param>
public sealed record TransformFit(IFittedTransform Fitted, Table Training);

/// <summary>A fitted transform. Immutable and thread-safe; what it makes of a row depends on no other row.</summary>
public interface IFittedTransform
{
    /// <summary>The name under which <see cref="TransformFormats"/> reads it back.</summary>
    string Name { get; }

    /// <summary>The columns that it reads.</summary>
    IReadOnlyList<ModelInput> Inputs { get; }

    /// <summary>The columns that it makes; one may have the name of an input, in whose place it then stands.</summary>
    IReadOnlyList<ModelInput> Outputs { get; }

    /// <summary>The rows as the next one in the chain sees them; those of a table without rows are none. Columns that it does not read go through untouched.</summary>
    /// <exception cref="KeyNotFoundException">An input is missing.</exception>
    /// <exception cref="ArgumentException">An input has the wrong type.</exception>
    Table Apply(Table rows);

    /// <summary>Writes deterministic bytes, without its name, that its reader reads back to an equal transform.</summary>
    void Write(ModelWriter writer);
}
