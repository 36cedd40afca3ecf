using MLOpsBuild.Data.Validation.Measures;

namespace MLOpsBuild.Data.Validation;

/// <summary><c>allowed</c>: values are among <c>values</c>; <c>forbidden</c>: they are not.</summary>
internal sealed class AllowedRule : RowRule
{
    public const string Kind = "allowed";
    public const string ForbiddenKind = "forbidden";
    private readonly ValueSet _values;
    private readonly bool _forbids;

    private AllowedRule(RuleHeader header, string column, double mostly, ValueSet values, bool forbids)
        : base(header, column, mostly)
    {
        (_values, _forbids) = (values, forbids);
        Fault = $"are {(forbids ? "one" : "none")} of {Values.Shorten(string.Join(", ", values.Shown))}";
    }

    internal override string Advice => _forbids
        ? $"Find out what writes these values, or take them out of rule '{Header.Name}'."
        : $"Correct the spelling at the source, or add the value to rule '{Header.Name}' when it is meant.";

    protected override string Fault { get; }

    public static Rule Read(RuleReader reader) => Read(reader, Kind, forbids: false);

    public static Rule ReadForbidden(RuleReader reader) => Read(reader, ForbiddenKind, forbids: true);

    protected override (RowMarker? Marker, long Judged) Bind(Batch batch) => _values.Mark(batch, batch[Column], _forbids);

    private static AllowedRule Read(RuleReader reader, string kind, bool forbids)
    {
        var header = reader.Header(kind, "column", "values", "mostly");
        var column = reader.Column();
        return new AllowedRule(header, column.Name, reader.Mostly(), ValueSet.Read(reader, "values", column.Type), forbids);
    }
}
