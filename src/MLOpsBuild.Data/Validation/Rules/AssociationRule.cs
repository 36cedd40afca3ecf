using MLOpsBuild.Data.Validation.Measures;
using MLOpsBuild.Data.Validation.Samples;

namespace MLOpsBuild.Data.Validation;

/// <summary><c>association</c>: no two of the <c>columns</c> say the same: <see cref="Association"/> is at most <c>max</c>, apart from the pairs <c>except</c>.</summary>
internal sealed class AssociationRule(RuleHeader header, IReadOnlyList<string> columns, double max, IReadOnlySet<(string, string)> except) : Rule(header)
{
    public const string Kind = "association";
    private const int Shown = 20;
    private readonly SampleMeasure _sample = new(columns);

    internal override IReadOnlyList<Measure> Measures => [_sample];

    internal override IReadOnlyList<string> Columns => columns;

    internal override string Advice => "One of the two columns is enough for a model: leave the other out, or name the pair in 'except' when it is meant to be so.";

    public static Rule Read(RuleReader reader)
    {
        var header = reader.Header(Kind, "columns", "max", "except");
        string[] columns = reader.Node["columns"] is null
            ? [.. reader.Declared.Where(c => c.Environment is null).Select(c => c.Name)]
            : [.. reader.ColumnList("columns", 2).Select(c => c.Name)];
        var distinct = columns.Distinct(StringComparer.Ordinal).ToArray();
        if (distinct.Length < columns.Length) reader.Wrong("names a column twice");
        var except = new HashSet<(string, string)>();
        foreach (var pair in reader.Strict.Items(reader.Node["except"], $"'except' of {reader.What}"))
        {
            string[] names = [.. reader.Strict.Items(pair, "a pair").Select(c => reader.Column(c, []).Name)];
            if (names.Length != 2) reader.Strict.Wrong(pair, $"{reader.What}: a pair has two columns.");
            else except.UnionWith([(names[0], names[1]), (names[1], names[0])]);
        }

        return new AssociationRule(header, distinct, reader.Number("max", 0, 1) ?? 0.9, except);
    }

    internal override RuleOutcome Finish(Evidence evidence)
    {
        var tally = evidence.Of(_sample);
        if (tally.IsOverLimit) return NoRoom();
        var sample = tally.Build();
        var (judged, found) = (0, new List<(double Value, string Message, string? Place)>());
        for (var i = 0; i < columns.Count; i++)
        {
            for (var j = i + 1; j < columns.Count; j++)
            {
                if (except.Contains((columns[i], columns[j])) || Association.Of(sample[columns[i]], sample[columns[j]]) is not var (value, measure)) continue;
                judged++;
                if (value > max) found.Add((value, $"'{columns[i]}' and '{columns[j]}' say nearly the same: {measure} is {Values.Number(value)} ({sample.Story}); allowed is at most {Values.Number(max)}.", evidence.Place(columns[i])));
            }
        }

        if (judged == 0) return NotJudged("No two of the columns vary together.");
        if (found.Count == 0) return Kept() with { Judged = sample.Count };
        List<(string Message, string? Place)> told = [.. found.OrderByDescending(f => f.Value).Take(Shown).Select(f => (f.Message, f.Place))];
        if (found.Count > Shown) told.Add(($"{found.Count - Shown} further pairs say nearly the same.", evidence.Context.File));
        return Broken(told) with { Judged = sample.Count };
    }
}
