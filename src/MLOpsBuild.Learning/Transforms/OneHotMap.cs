using MLOpsBuild.Learning.Formats;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Transforms;

/// <summary>The categories that have a column, those that share one, and what happens to others.</summary>
internal sealed class OneHotMap : ColumnMap
{
    private readonly string[] _kept;
    private readonly string[] _rare;
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    /// <summary>Takes categories in ascending ordinal order.</summary>
    public OneHotMap(string[] kept, string[] rare, bool hasMissing, UnseenCategory unseen)
    {
        (_kept, _rare, HasMissing, Unseen) = (kept, rare, hasMissing, unseen);
        for (var i = 0; i < kept.Length; i++) _places.Add(kept[i], i);
        foreach (var category in rare) _places.TryAdd(category, kept.Length);
    }

    public IReadOnlyList<string> Kept => _kept;

    public IReadOnlyList<string> Rare => _rare;

    public bool HasMissing { get; }

    public UnseenCategory Unseen { get; }

    public override IEnumerable<ModelInput> Outputs(ModelInput input) => Names(input).Select(name => new ModelInput(name, ColumnType.Number));

    public override IEnumerable<Column> Apply(Table rows, ModelInput input)
    {
        var missing = HasMissing ? _kept.Length + (_rare.Length > 0 ? 1 : 0) : -1;
        var places = TextCounts.Map(Inputs.Texts(rows, input), text => PlaceOf(text, input.Name), missing);
        string[] names = [.. Names(input)];
        var values = Array.ConvertAll(names, _ => new double[places.Length]);
        for (var row = 0; row < places.Length; row++)
        {
            if (places[row] >= 0) values[places[row]][row] = 1;
        }

        return names.Select((name, i) => new NumberColumn(name, values[i]));
    }

    public override void Write(ModelWriter writer)
    {
        writer.Texts(_kept);
        writer.Texts(_rare);
        writer.Flag(HasMissing);
        writer.Byte((byte)Unseen);
    }

    public static OneHotMap Read(ModelReader reader, ModelInput input)
    {
        if (!input.IsText()) throw reader.Wrong($"'{input.Name}' is no text and has categories");
        var kept = reader.AscendingTexts();
        var rare = reader.AscendingTexts();
        if (kept.Intersect(rare, StringComparer.Ordinal).Any()) throw reader.Wrong($"a category of '{input.Name}' is both rare and not");
        var hasMissing = reader.Flag();
        var unseen = (UnseenCategory)reader.Byte();
        return Enum.IsDefined(unseen) ? new OneHotMap(kept, rare, hasMissing, unseen) : throw reader.Wrong("there is no such way to treat an unseen category");
    }

    private int PlaceOf(string text, string column)
    {
        if (_places.TryGetValue(text, out var place)) return place;
        if (Unseen == UnseenCategory.Refuse) throw new ArgumentException($"'{text}' of column '{column}' is in no training row.", nameof(text));
        return Unseen == UnseenCategory.Rare && _rare.Length > 0 ? _kept.Length : -1;
    }

    private IEnumerable<string> Names(ModelInput input)
    {
        foreach (var category in _kept) yield return $"{input.Name}={category}";
        if (_rare.Length > 0) yield return $"{input.Name} (rare)";
        if (HasMissing) yield return $"{input.Name} (missing)";
    }
}
