namespace MLOpsBuild.Data.Validation;

/// <summary><c>rows</c>: a partition has from <c>min</c> to <c>max</c> rows.</summary>
internal sealed class RowCountRule(RuleHeader header, long min, long max) : Rule(header)
{
    public const string Kind = "rows";

    internal override bool JudgesNoRows => true;

    internal override string Advice => "Look for a cut or a doubled file, and ask the source for the whole one.";

    public static Rule Read(RuleReader reader)
    {
        var header = reader.Header(Kind, "min", "max");
        var (min, max) = (reader.Integer("min"), reader.Integer("max"));
        if (min is null && max is null) reader.Wrong("needs 'min' or 'max'");
        if (min > max) reader.Wrong("has a 'min' above its 'max'");
        return new RowCountRule(header, min ?? 0, max ?? long.MaxValue);
    }

    internal override RuleOutcome Finish(Evidence evidence)
    {
        if (evidence.Rows >= min && evidence.Rows <= max) return Kept();
        var allowed = max == long.MaxValue ? $"at least {min}" : $"{min} to {max}";
        return Broken($"There are {evidence.Rows} rows; allowed are {allowed}.", evidence.Context.File);
    }
}
