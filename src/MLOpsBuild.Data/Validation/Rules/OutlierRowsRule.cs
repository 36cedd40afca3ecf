using MLOpsBuild.Data.Validation.Measures;
using MLOpsBuild.Data.Validation.Samples;

namespace MLOpsBuild.Data.Validation;

/// <summary><c>outlier-rows</c>: at most the share <c>max</c> of the rows has an outlier score, by <see cref="OutlierScores"/>, above <c>score</c>.</summary>
/// <remarks>At most <see cref="OutlierScores.MostRows"/> rows are scored: it is a rule about a share. What must not be in a single row is for a range or a row's expression.</remarks>
internal sealed class OutlierRowsRule(RuleHeader header, IReadOnlyList<string> columns, double score, double max) : Rule(header)
{
    public const string Kind = "outlier-rows";
    private const int Shown = 5;
    private readonly SampleMeasure _sample = new(columns);

    internal override IReadOnlyList<Measure> Measures => [_sample];

    internal override IReadOnlyList<string> Columns => columns;

    internal override string Advice => "Look at these rows whole: values that are right one by one may not go together, such as a unit that was mixed up.";

    public static Rule Read(RuleReader reader)
    {
        var header = reader.Header(Kind, "columns", "score", "max");
        string[] columns = reader.Node["columns"] is null
            ? [.. reader.Declared.Where(c => c.Environment is null).Select(c => c.Name)]
            : [.. reader.ColumnList("columns", 1).Select(c => c.Name)];
        return new OutlierRowsRule(header, [.. columns.Distinct(StringComparer.Ordinal)], reader.Number("score", 0, 1) ?? 0.7, reader.Number("max", 0, 1) ?? 0.005);
    }

    internal override RuleOutcome Finish(Evidence evidence)
    {
        var tally = evidence.Of(_sample);
        if (tally.IsOverLimit) return NoRoom();
        var sample = tally.Build();
        var places = sample.Fewer(OutlierScores.MostRows);
        if (places.Length < OutlierScores.LeastRows) return NotJudged($"There are fewer than {OutlierScores.LeastRows} rows.");
        var scores = OutlierScores.Of(places.Length, OutlierScores.NeighboursOf(places.Length), OutlierScores.Gower([.. columns.Select(c => sample[c].Take(places))]));
        int[] found = [.. Enumerable.Range(0, places.Length).Where(i => scores[i] > score)];
        RowExample[] examples = [.. found.Take(RowMeasure.Examples).Select(i => new RowExample(sample.Rows[places[i]], $"score {Values.Number(scores[i])}"))];
        var share = (double)found.Length / places.Length;
        if (share <= max) return Kept() with { Judged = places.Length, Broken = found.Length, Examples = examples };
        var list = string.Join(", ", examples.Take(Shown).Select(e => $"row {e.Row} ({e.Value})"));
        var story = places.Length == sample.Seen ? "" : $", drawn by chance from {sample.Seen}";
        var message = $"{found.Length} of {places.Length} rows{story} ({Values.Share(share)}) lie where hardly others do, by {string.Join(", ", columns)} together; at most {Values.Share(max)} may have a score above {Values.Number(score)}: {list}{(found.Length > Shown ? ", …" : "")}.";
        return Broken(message, evidence.Place(examples[0].Row, columns[0])) with { Judged = places.Length, Broken = found.Length, Examples = examples };
    }
}
