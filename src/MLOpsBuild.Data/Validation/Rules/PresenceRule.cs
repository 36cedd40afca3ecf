using MLOpsBuild.Data.Validation.Measures;

namespace MLOpsBuild.Data.Validation;

/// <summary><c>presence</c>: rows have a value; <c>absence</c>: they have none.</summary>
internal sealed class PresenceRule(RuleHeader header, string column, double mostly, bool wanted) : RowRule(header, column, mostly)
{
    public const string Kind = "presence";
    public const string AbsenceKind = "absence";

    internal override string Advice => wanted
        ? $"Find out why the values are missing; allow a share with 'mostly' in rule '{Header.Name}' when that is usual."
        : $"Find out what fills the column, or remove rule '{Header.Name}'.";

    protected override string Fault => wanted ? "are missing" : "are there";

    public static Rule Read(RuleReader reader) => new PresenceRule(reader.Header(Kind, "column", "mostly"), reader.Column().Name, reader.Mostly(), wanted: true);

    public static Rule ReadAbsence(RuleReader reader) => new PresenceRule(reader.Header(AbsenceKind, "column", "mostly"), reader.Column().Name, reader.Mostly(), wanted: false);

    protected override (RowMarker? Marker, long Judged) Bind(Batch batch)
    {
        var column = batch[Column];
        if (wanted ? batch.Missing(column) == 0 : batch.Missing(column) == batch.Count) return (null, batch.Count);
        return ((from, marks) =>
        {
            for (var i = 0; i < marks.Length; i++) marks[i] = column.IsMissing(from + i) == wanted ? Mark.Broken : Mark.Kept;
        }, 0);
    }
}
