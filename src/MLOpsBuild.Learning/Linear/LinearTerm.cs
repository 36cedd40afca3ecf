using System.Globalization;
using MLOpsBuild.Learning.Formats;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Linear;

/// <summary>How one input enters the sum: the places its weights have, and which of them a row touches.</summary>
internal abstract class LinearTerm
{
    /// <summary>The number of weights.</summary>
    public abstract int Width { get; }

    /// <summary>Fits the term to a training column.</summary>
    public static LinearTerm Fit(TrainingSet set, ModelInput input, int mostCategories) => input.IsText()
        ? CategoryTerm.Fit(Inputs.Texts(set.Features, input), mostCategories, set.Weights)
        : NumberTerm.Fit(Inputs.Numbers(set.Features, input), set.Weights);

    /// <summary>What each weight is for, with the unit it is counted in.</summary>
    public abstract IEnumerable<(string Name, string Unit)> Describe(ModelInput input);

    /// <summary>Each row's place, from 0 to below <see cref="Width"/>, or −1 for none, with the factor that its weight has there.</summary>
    public abstract (int[] Places, double[] Factors) Apply(Table rows, ModelInput input);

    public abstract void Write(ModelWriter writer);

    public static LinearTerm Read(ModelReader reader, ModelInput input) => input.IsText() ? CategoryTerm.Read(reader) : NumberTerm.Read(reader);
}

/// <summary>A standardised number; a missing or infinite one has a weight of its own instead.</summary>
internal sealed class NumberTerm(double mean, double deviation) : LinearTerm
{
    public override int Width => 2;

    public double Mean => mean;

    public double Deviation => deviation;

    public override IEnumerable<(string Name, string Unit)> Describe(ModelInput input) =>
        [(input.Name, string.Create(CultureInfo.InvariantCulture, $" per {deviation:G6} from {mean:G6}")), ($"{input.Name} (missing)", "")];

    public static NumberTerm Fit(double[] values, double[]? weights = null)
    {
        int[] rows = [.. Enumerable.Range(0, values.Length).Where(row => double.IsFinite(values[row]) && (weights is null || weights[row] > 0))];
        if (rows.Length == 0) return new NumberTerm(0, 1);
        double Average(Func<double, double> of) => weights is null
            ? PairwiseSum.Mean(Array.ConvertAll(rows, row => of(values[row])))
            : PairwiseSum.Of(Array.ConvertAll(rows, row => weights[row] * of(values[row]))) / PairwiseSum.Of(Array.ConvertAll(rows, row => weights[row]));
        var mean = Average(v => v);
        var deviation = Math.Sqrt(Average(v => (v - mean) * (v - mean)));
        return new NumberTerm(mean, deviation > 0 && double.IsFinite(deviation) ? deviation : 1);
    }

    public override (int[] Places, double[] Factors) Apply(Table rows, ModelInput input)
    {
        var factors = Inputs.Numbers(rows, input);
        var places = new int[factors.Length];
        for (var row = 0; row < factors.Length; row++)
        {
            places[row] = double.IsFinite(factors[row]) ? 0 : 1;
            factors[row] = places[row] == 0 ? (factors[row] - mean) / deviation : 1;
        }

        return (places, factors);
    }

    public override void Write(ModelWriter writer)
    {
        writer.Number(mean);
        writer.Number(deviation);
    }

    public static NumberTerm Read(ModelReader reader)
    {
        var mean = reader.Number();
        var deviation = reader.Number();
        return deviation > 0 ? new NumberTerm(mean, deviation) : throw reader.Wrong($"a standard deviation is {deviation}");
    }
}

/// <summary>One weight a category and one for a missing text; a category never seen has none.</summary>
internal sealed class CategoryTerm : LinearTerm
{
    private readonly string[] _categories;
    private readonly Dictionary<string, int> _places;

    private CategoryTerm(string[] categories)
    {
        _categories = categories;
        _places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var category in categories) _places.Add(category, _places.Count);
    }

    public override int Width => _categories.Length + 1;

    public IReadOnlyList<string> Categories => _categories;

    public override IEnumerable<(string Name, string Unit)> Describe(ModelInput input) =>
        [.. _categories.Select(c => ($"{input.Name} = {c}", "")), ($"{input.Name} (missing)", "")];

    public static CategoryTerm Fit(TextColumn column, int most, double[]? weights = null)
    {
        var counts = new double[column.Dictionary.Count];
        for (var row = 0; row < column.Count; row++)
        {
            if (column.Codes[row] >= 0) counts[column.Codes[row]] += weights?[row] ?? 1;
        }

        var kept = Enumerable.Range(0, counts.Length).Where(code => counts[code] > 0)
            .OrderByDescending(code => counts[code]).ThenBy(code => column.Dictionary[code], StringComparer.Ordinal).Take(most);
        return new CategoryTerm([.. kept.Select(code => column.Dictionary[code]).Order(StringComparer.Ordinal)]);
    }

    public override (int[] Places, double[] Factors) Apply(Table rows, ModelInput input)
    {
        var column = Inputs.Texts(rows, input);
        int[] byCode = [.. column.Dictionary.Select(text => _places.GetValueOrDefault(text, -1))];
        var places = new int[column.Count];
        for (var row = 0; row < places.Length; row++) places[row] = column.Codes[row] < 0 ? _categories.Length : byCode[column.Codes[row]];
        var factors = new double[places.Length];
        Array.Fill(factors, 1);
        return (places, factors);
    }

    public override void Write(ModelWriter writer) => writer.Texts(_categories);

    public static CategoryTerm Of(IEnumerable<string> categories) => new([.. categories.Order(StringComparer.Ordinal)]);

    public static CategoryTerm Read(ModelReader reader) => new(reader.AscendingTexts());
}
