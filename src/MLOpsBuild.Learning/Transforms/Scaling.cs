using MLOpsBuild.Learning.Formats;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Transforms;

/// <summary>How numbers are brought to one scale.</summary>
public enum ScalingMethod
{
    /// <summary>Less the mean, by the standard deviation (of all rows: the squares are divided by their number).</summary>
    Standard,

    /// <summary>The least training value becomes 0, the greatest 1.</summary>
    MinMax,

    /// <summary>Less the median, by the distance of the quartiles: outliers do not matter.</summary>
    Robust,
}

/// <summary>Brings numbers to one scale. A column without spread is only moved; missing values stay missing.</summary>
public sealed class Scaling : ITransform
{
    /// <summary>The transform's name.</summary>
    public const string FormatName = "scaling";

    /// <inheritdoc/>
    public string Name => FormatName;

    /// <summary>The columns; null for all numbers. Default null.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Which scale. Default: standard.</summary>
    public ScalingMethod Method { get; init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(Method), value, "There is no such method."); }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A column is missing, is no number or has no value to learn from.</exception>
    public TransformFit Fit(TrainingSet set, TrainingOptions options, CancellationToken cancellationToken) =>
        FittedColumns.Fit(Name, set, ColumnChoice.Numbers(set, Columns), input => Of(FiniteValues.Of(set, input)));

    private ScalingMap Of(FiniteValues values)
    {
        var (offset, spread) = Method switch
        {
            ScalingMethod.Standard => (values.Mean, values.Least == values.Greatest ? 0 : values.Deviation),
            ScalingMethod.MinMax => (values.Least, values.Greatest - values.Least),
            _ => (values.Quantile(0.5), values.Quantile(0.75) - values.Quantile(0.25)),
        };
        return new ScalingMap(offset, spread > 0 && double.IsFinite(spread) ? spread : 1);
    }
}

/// <summary>(value − offset) / spread.</summary>
internal sealed class ScalingMap(double offset, double spread) : ColumnMap
{
    public double Offset => offset;

    public double Spread => spread;

    public override IEnumerable<ModelInput> Outputs(ModelInput input) => [input with { Type = ColumnType.Number }];

    public override IEnumerable<Column> Apply(Table rows, ModelInput input)
    {
        var values = Inputs.Numbers(rows, input);
        foreach (ref var value in values.AsSpan()) value = (value - offset) / spread;
        return [new NumberColumn(input.Name, values)];
    }

    public override void Write(ModelWriter writer)
    {
        writer.Number(offset);
        writer.Number(spread);
    }

    public static ScalingMap Read(ModelReader reader, ModelInput input)
    {
        var offset = reader.Number();
        var spread = reader.Number();
        return spread > 0 ? new ScalingMap(offset, spread) : throw reader.Wrong($"the spread of '{input.Name}' is {spread}");
    }
}
