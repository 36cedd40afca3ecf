using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Validation;

/// <summary><c>presence</c>: rows have a value.</summary>
internal sealed class PresenceRule(RuleHeader header, string column, double mostly) : RowRule(header, column, mostly)
{
    public const string Kind = "presence";

    protected override bool JudgesMissing => true;

    protected override string Fault => "are missing";

    public static Rule Read(RuleReader reader) => new PresenceRule(reader.Header(Kind, "column", "mostly"), reader.Column().Name, reader.Mostly());

    protected override Func<int, bool> BreaksIn(Column values) => values.IsMissing;
}
