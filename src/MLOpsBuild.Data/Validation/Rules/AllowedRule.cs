using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Validation;

/// <summary><c>allowed</c>: texts are among <c>values</c>.</summary>
internal sealed class AllowedRule : RowRule
{
    public const string Kind = "allowed";
    private readonly HashSet<string> _allowed;

    private AllowedRule(RuleHeader header, string column, double mostly, IReadOnlyList<string> allowed)
        : base(header, column, mostly)
    {
        _allowed = new HashSet<string>(allowed, StringComparer.Ordinal);
        Fault = $"are none of {Values.Shorten(string.Join(", ", allowed))}";
    }

    protected override string Fault { get; }

    public static Rule Read(RuleReader reader)
    {
        var header = reader.Header(Kind, "column", "values", "mostly");
        var allowed = reader.Texts("values");
        if (allowed.Count == 0) reader.Wrong("needs 'values'");
        return new AllowedRule(header, reader.Column(ColumnType.Text).Name, reader.Mostly(), allowed);
    }

    protected override Func<int, bool> BreaksIn(Column values) => PerText(values, text => !_allowed.Contains(text));
}
