using MLOpsBuild.Learning.Formats;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Transforms;

/// <summary>Draws numbers beyond two bounds in to them: fixed bounds, or quantiles of the training rows. Missing values stay missing.</summary>
public sealed class Clipping : ITransform
{
    /// <summary>The transform's name.</summary>
    public const string FormatName = "clipping";

    /// <inheritdoc/>
    public string Name => FormatName;

    /// <summary>The columns; null for all numbers. Default null.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>The lower bound; null to take the quantile <see cref="Share"/>. Default null.</summary>
    public double? Low { get; init; }

    /// <summary>The upper bound; null to take the quantile 1 − <see cref="Share"/>. Default null.</summary>
    public double? High { get; init; }

    /// <summary>The share of the training rows beyond each bound that is not fixed, from 0 to below 0.5. Default 0.01.</summary>
    public double Share { get; init => field = value < 0.5 ? Check.Within(value, 0, 0.5, nameof(Share)) : throw new ArgumentOutOfRangeException(nameof(Share), value, "Share must be below 0.5."); } = 0.01;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A column is missing, is no number or has no value to learn from, or its lower bound is above the upper one.</exception>
    public TransformFit Fit(TrainingSet set, TrainingOptions options, CancellationToken cancellationToken) =>
        FittedColumns.Fit(Name, set, ColumnChoice.Numbers(set, Columns), input =>
        {
            var values = Low is null || High is null ? FiniteValues.Of(set, input) : null;
            var low = Low ?? values!.Quantile(Share);
            var high = High ?? values!.Quantile(1 - Share);
            return low <= high && double.IsFinite(low) && double.IsFinite(high)
                ? new ClippingMap(low, high)
                : throw new ArgumentException($"The bounds of '{input.Name}' are {low} and {high}.", nameof(set));
        });
}

/// <summary>A lower and an upper bound.</summary>
internal sealed class ClippingMap(double low, double high) : ColumnMap
{
    public double Low => low;

    public double High => high;

    public override IEnumerable<ModelInput> Outputs(ModelInput input) => [input with { Type = ColumnType.Number }];

    public override IEnumerable<Column> Apply(Table rows, ModelInput input)
    {
        var values = Inputs.Numbers(rows, input);
        foreach (ref var value in values.AsSpan())
        {
            if (value < low) value = low;
            else if (value > high) value = high;
        }

        return [new NumberColumn(input.Name, values)];
    }

    public override void Write(ModelWriter writer)
    {
        writer.Number(low);
        writer.Number(high);
    }

    public static ClippingMap Read(ModelReader reader, ModelInput input)
    {
        var low = reader.Number();
        var high = reader.Number();
        return low <= high ? new ClippingMap(low, high) : throw reader.Wrong($"the bounds of '{input.Name}' are {low} and {high}");
    }
}
