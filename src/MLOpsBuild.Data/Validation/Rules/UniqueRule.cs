using MLOpsBuild.Data.Validation.Measures;

namespace MLOpsBuild.Data.Validation;

/// <summary><c>unique</c>: at most <c>tolerance</c> rows, or a share 1 − <c>mostly</c> of them, repeat the <c>columns</c> of an earlier row.</summary>
/// <remarks>A missing value equals a missing value, unless <c>ignoreMissing</c> passes such rows over.</remarks>
internal sealed class UniqueRule(RuleHeader header, IReadOnlyList<string> columns, long? tolerance, double mostly, bool ignoresMissing) : Rule(header)
{
    public const string Kind = "unique";
    private const int Shown = 5;
    private readonly KeyMeasure _keys = new(columns, ignoresMissing);

    internal override IReadOnlyList<Measure> Measures => [_keys];

    internal override IReadOnlyList<string> Columns => columns;

    internal override string Advice => "Remove the repeated rows at the source; look for a file that was loaded twice.";

    public static Rule Read(RuleReader reader)
    {
        var header = reader.Header(Kind, "columns", "tolerance", "mostly", "ignoreMissing");
        string[] names = [.. reader.ColumnList("columns", 1).Select(c => c.Name)];
        if (reader.Node["tolerance"] is not null && reader.Node["mostly"] is not null) reader.Wrong("has both 'tolerance' and 'mostly'");
        return new UniqueRule(header, names, reader.Integer("tolerance"), reader.Mostly(), reader.Flag("ignoreMissing"));
    }

    internal override RuleOutcome Finish(Evidence evidence)
    {
        var keys = evidence.Of(_keys);
        if (keys.IsOverLimit)
        {
            return Undecided(
                $"There are too many different values of {string.Join(", ", columns)}, and the rows are not sorted by the first of them that is a time or number: at most {KeyMeasure.Limit} are held, and fewer when other rules hold many too.",
                "Sort the file by a column of the key, split it into smaller partitions, or do without another rule that needs all values of a key.");
        }

        RowExample[] examples = [.. keys.First.Select(f => new RowExample(f.Row, $"repeats row {f.Earlier}"))];
        var kept = tolerance is { } most ? keys.Repeats <= most : keys.Repeats == 0 || keys.Judged - keys.Repeats >= mostly * keys.Judged;
        var outcome = kept ? Kept() : Broken(Message(keys), evidence.Place(keys.First[0].Row, columns[0]));
        return outcome with { Judged = keys.Judged, Broken = keys.Repeats, Examples = examples };
    }

    private string Message(KeyState keys)
    {
        var examples = string.Join(", ", keys.First.Take(Shown).Select(f => $"row {f.Row} repeats row {f.Earlier}"));
        var allowed = tolerance is null && mostly < 1 ? Values.Share(1 - mostly) : $"{tolerance ?? 0}";
        return $"{keys.Repeats} of {keys.Judged} rows ({Values.Share((double)keys.Repeats / keys.Judged)}) repeat the values of {string.Join(", ", columns)}; allowed are {allowed}: {examples}{(keys.Repeats > Math.Min(Shown, keys.First.Count) ? ", …" : "")}.";
    }
}
