using MLOpsBuild.Data.Validation.Measures;

namespace MLOpsBuild.Data.Validation;

/// <summary><c>conflicting-labels</c>: at most the share <c>max</c> of the rows has another <c>label</c> than an earlier row with the same <c>columns</c>.</summary>
internal sealed class ConflictRule(RuleHeader header, IReadOnlyList<string> columns, string label, double max) : Rule(header)
{
    public const string Kind = "conflicting-labels";
    private const int Shown = 5;
    private readonly LabelMeasure _labels = new(columns, label);

    internal override IReadOnlyList<Measure> Measures => [_labels];

    internal override IReadOnlyList<string> Columns => [.. columns, label];

    internal override string Advice => "Find out which label is right, or add the feature that tells these rows apart.";

    public static Rule Read(RuleReader reader)
    {
        var header = reader.Header(Kind, "columns", "label", "max");
        string[] columns = [.. reader.ColumnList("columns", 1).Select(c => c.Name)];
        var label = reader.ColumnAt("label", []).Name;
        if (columns.Contains(label)) reader.Wrong("has its label among the columns");
        return new ConflictRule(header, columns, label, reader.Number("max", 0, 1) ?? 0);
    }

    internal override RuleOutcome Finish(Evidence evidence)
    {
        var tally = evidence.Of(_labels).Open();
        if (tally.IsOverLimit) return Undecided($"There are too many different values of {string.Join(", ", columns)}: at most {LabelMeasure.Limit} are held, and fewer when other rules hold many too.", "Split the data into smaller partitions.");
        var share = tally.Judged == 0 ? 0 : (double)tally.Conflicts / tally.Judged;
        RowExample[] examples = [.. tally.First.Select(f => f.Example)];
        if (tally.Conflicts == 0 || share <= max) return Kept() with { Judged = tally.Judged, Broken = tally.Conflicts, Examples = examples };
        var list = string.Join(", ", tally.First.Take(Shown).Select(f => $"row {f.Example.Row} ({f.Example.Value}) against row {f.Earlier}"));
        var message = $"{tally.Conflicts} of {tally.Judged} rows ({Values.Share(share)}) have another '{label}' than an earlier row with the same {string.Join(", ", columns)}; allowed are {Values.Share(max)}: {list}{(tally.Conflicts > Math.Min(Shown, tally.First.Count) ? ", …" : "")}.";
        return Broken(message, evidence.Place(tally.First[0].Example.Row, label)) with { Judged = tally.Judged, Broken = tally.Conflicts, Examples = examples };
    }
}
