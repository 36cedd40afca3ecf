using MLOpsBuild.Learning.Formats;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Transforms;

/// <summary>Where the cuts between bins are.</summary>
public enum BinningMethod
{
    /// <summary>All bins are equally wide, from the least to the greatest training value.</summary>
    EqualWidth,

    /// <summary>All bins have about as many training rows; equal cuts are one.</summary>
    Quantiles,
}

/// <summary>Replaces a number by the number of its bin, from 0. A value at a cut is in the bin above it; values beyond the training rows' are in the outer bins; missing ones stay missing.</summary>
public sealed class Binning : ITransform
{
    /// <summary>The transform's name.</summary>
    public const string FormatName = "binning";

    /// <inheritdoc/>
    public string Name => FormatName;

    /// <summary>The columns; null for all numbers. Default null.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Where the cuts are. Default: equal width.</summary>
    public BinningMethod Method { get; init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(Method), value, "There is no such method."); }

    /// <summary>The number of bins, 2 to 1000. Default 10.</summary>
    public int Bins { get; init => field = Check.Within(value, 2, 1000, nameof(Bins)); } = 10;

    /// <summary>True to give the bins as texts, <c>bin 0</c> and so on, for transforms of categories. Default false.</summary>
    public bool AsText { get; init; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A column is missing, is no number or has no value to learn from.</exception>
    public TransformFit Fit(TrainingSet set, TrainingOptions options, CancellationToken cancellationToken) =>
        FittedColumns.Fit(Name, set, ColumnChoice.Numbers(set, Columns), input => new BinningMap(Cuts(FiniteValues.Of(set, input)), AsText));

    private double[] Cuts(FiniteValues values)
    {
        var cuts = new List<double>();
        for (var i = 1; i < Bins; i++)
        {
            var share = (double)i / Bins;
            var cut = Method == BinningMethod.Quantiles ? values.Quantile(share) : values.Least + share * (values.Greatest - values.Least);
            if (double.IsFinite(cut) && cut > (cuts.Count > 0 ? cuts[^1] : values.Least)) cuts.Add(cut);
        }

        return [.. cuts];
    }
}

/// <summary>Ascending cuts.</summary>
internal sealed class BinningMap(double[] cuts, bool asText) : ColumnMap
{
    public IReadOnlyList<double> Cuts => cuts;

    public bool AsText => asText;

    public override IEnumerable<ModelInput> Outputs(ModelInput input) => [input with { Type = asText ? ColumnType.Text : ColumnType.Number }];

    public override IEnumerable<Column> Apply(Table rows, ModelInput input)
    {
        var values = Inputs.Numbers(rows, input);
        var codes = new int[values.Length];
        for (var row = 0; row < values.Length; row++)
        {
            codes[row] = double.IsNaN(values[row]) ? -1 : BinOf(values[row]);
            values[row] = codes[row] < 0 ? double.NaN : codes[row];
        }

        return [asText ? new TextColumn(input.Name, codes, [.. Enumerable.Range(0, cuts.Length + 1).Select(bin => $"bin {bin}")]) : new NumberColumn(input.Name, values)];
    }

    public override void Write(ModelWriter writer)
    {
        writer.Numbers(cuts);
        writer.Flag(asText);
    }

    public static BinningMap Read(ModelReader reader, ModelInput input)
    {
        var cuts = reader.Numbers();
        for (var i = 1; i < cuts.Length; i++)
        {
            if (!(cuts[i] > cuts[i - 1])) throw reader.Wrong($"the cuts of '{input.Name}' do not ascend");
        }

        return new BinningMap(cuts, reader.Flag());
    }

    private int BinOf(double value)
    {
        var place = Array.BinarySearch(cuts, value);
        return place >= 0 ? place + 1 : ~place;
    }
}
