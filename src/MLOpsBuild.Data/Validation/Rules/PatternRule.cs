using System.Text.RegularExpressions;
using MLOpsBuild.Data.Validation.Expressions;
using MLOpsBuild.Data.Validation.Measures;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Validation;

/// <summary>
/// <c>pattern</c> and <c>not-pattern</c> (regular expressions for the whole text, or with <c>"anywhere": true</c> for a part), <c>like</c> and <c>not-like</c>
/// (SQL's form). Of several <c>patterns</c> a text needs one, or with <c>"match": "all"</c> all; it must match none of those of the <c>not-</c> kinds.
/// </summary>
internal sealed class PatternRule : RowRule
{
    public const string Kind = "pattern";
    private readonly Regex[] _patterns;
    private readonly bool _negated;
    private readonly bool _all;

    private PatternRule(RuleHeader header, string column, double mostly, IReadOnlyList<string> texts, Regex[] patterns, (bool Negated, bool All) how)
        : base(header, column, mostly)
    {
        (_patterns, _negated, _all) = (patterns, how.Negated, how.All);
        var list = string.Join(how.All ? " and " : " or ", texts);
        Fault = how.Negated ? $"match {list}" : $"do not match {list}";
    }

    protected override string Fault { get; }

    public static Rule Read(RuleReader reader) => Read(reader, Kind, like: false, negated: false);

    public static Rule ReadNot(RuleReader reader) => Read(reader, "not-pattern", like: false, negated: true);

    public static Rule ReadLike(RuleReader reader) => Read(reader, "like", like: true, negated: false);

    public static Rule ReadNotLike(RuleReader reader) => Read(reader, "not-like", like: true, negated: true);

    protected override (RowMarker? Marker, long Judged) Bind(Batch batch) => PerText(batch, batch[Column], text => Matches(text) == _negated);

    private bool Matches(string text)
    {
        foreach (var pattern in _patterns)
        {
            if (pattern.IsMatch(text) != _all) return !_all;
        }

        return _all;
    }

    private static PatternRule Read(RuleReader reader, string kind, bool like, bool negated)
    {
        string[] keys = ["column", "pattern", "patterns", "mostly", .. like ? Array.Empty<string>() : ["anywhere"], .. negated ? Array.Empty<string>() : ["match"]];
        var header = reader.Header(kind, keys);
        var texts = reader.OneOrMore("pattern", "patterns");
        var anywhere = reader.Flag("anywhere");
        var all = reader.Word("match", "any", "any", "all") == "all";
        return new PatternRule(header, reader.Column(ColumnType.Text).Name, reader.Mostly(), texts, [.. texts.Select(t => Compile(reader, t, like, anywhere))], (negated, all));
    }

    private static Regex Compile(RuleReader reader, string pattern, bool like, bool anywhere)
    {
        var problem = (string?)null;
        if ((like ? Patterns.Like(pattern, out problem) : Patterns.Make(pattern, anywhere, out problem)) is { } made) return made;
        reader.Wrong($"has a pattern that cannot be used: {problem}");
        return Patterns.Make("", anywhere: true, out _)!;
    }
}
