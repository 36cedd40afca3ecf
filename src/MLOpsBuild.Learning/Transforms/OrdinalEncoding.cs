using MLOpsBuild.Learning.Formats;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Transforms;

/// <summary>Replaces a text by the place of its category, from 0. A missing text and one that has no place become missing numbers.</summary>
public sealed class OrdinalEncoding : ITransform
{
    /// <summary>The transform's name.</summary>
    public const string FormatName = "ordinal";

    /// <inheritdoc/>
    public string Name => FormatName;

    /// <summary>The columns; null for all texts. Default null.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>By column: its categories in their order, such as small, medium, large. Columns that are not here take the training rows' categories in ordinal order.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Orders { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A column is missing or is no text, or a category has two places.</exception>
    public TransformFit Fit(TrainingSet set, TrainingOptions options, CancellationToken cancellationToken) =>
        FittedColumns.Fit(Name, set, ColumnChoice.Texts(set, Columns), input =>
        {
            string[] order = Orders.TryGetValue(input.Name, out var given)
                ? [.. given]
                : [.. TextCounts.Of(Inputs.Texts(set.Features, input)).Select(c => c.Text).Order(StringComparer.Ordinal)];
            return order.Distinct(StringComparer.Ordinal).Count() == order.Length
                ? new OrdinalMap(order)
                : throw new ArgumentException($"A category of '{input.Name}' has two places in its order.", nameof(set));
        });
}

/// <summary>Categories by their places.</summary>
internal sealed class OrdinalMap : ColumnMap
{
    private readonly string[] _categories;
    private readonly Dictionary<string, double> _places = new(StringComparer.Ordinal);

    public OrdinalMap(string[] categories)
    {
        _categories = categories;
        foreach (var category in categories) _places.Add(category, _places.Count);
    }

    public IReadOnlyList<string> Categories => _categories;

    public override IEnumerable<ModelInput> Outputs(ModelInput input) => [input with { Type = ColumnType.Number }];

    public override IEnumerable<Column> Apply(Table rows, ModelInput input) =>
        [new NumberColumn(input.Name, TextCounts.Map(Inputs.Texts(rows, input), text => _places.GetValueOrDefault(text, double.NaN), double.NaN))];

    public override void Write(ModelWriter writer) => writer.Texts(_categories);

    public static OrdinalMap Read(ModelReader reader, ModelInput input)
    {
        if (!input.IsText()) throw reader.Wrong($"'{input.Name}' is no text and has categories");
        var categories = reader.Texts();
        return categories.Distinct(StringComparer.Ordinal).Count() == categories.Length ? new OrdinalMap(categories) : throw reader.Wrong($"a category of '{input.Name}' has two places");
    }
}
