using MLOpsBuild.Data.Validation.Measures;
using MLOpsBuild.Data.Validation.Samples;

namespace MLOpsBuild.Data.Validation;

/// <summary><c>predictive-power</c>: no single one of the <c>columns</c> predicts the <c>label</c> with a score above <c>max</c>.</summary>
/// <remarks>Scored by <see cref="PredictivePower"/> on a sample of at most <see cref="SampleMeasure.Most"/> rows.</remarks>
internal sealed class PredictivePowerRule(RuleHeader header, IReadOnlyList<string> features, string label, double max, bool? classes) : Rule(header)
{
    public const string Kind = "predictive-power";
    private readonly SampleMeasure _sample = new([.. features, label]);

    internal override IReadOnlyList<Measure> Measures => [_sample];

    internal override IReadOnlyList<string> Columns => [.. features, label];

    internal override string Advice => $"Ask whether the value is known before '{label}' is: if not, leave the column out of the model; an identifier that predicts tells of the order of the rows.";

    public static Rule Read(RuleReader reader)
    {
        var header = reader.Header(Kind, "column", "columns", "label", "max", "task");
        var label = reader.ColumnAt("label", []);
        if (reader.Node["column"] is not null && reader.Node["columns"] is not null) reader.Wrong("has both 'column' and 'columns'");
        string[] features = reader.Node["column"] is not null ? [reader.Column().Name]
            : reader.Node["columns"] is not null ? [.. reader.ColumnList("columns", 1).Select(c => c.Name)]
            : [.. reader.Declared.Where(c => c.Name != label.Name && (c.Environment is null || c.Environment == label.Environment)).Select(c => c.Name)];
        if (features.Contains(label.Name)) reader.Wrong("has its label among the columns");
        var task = reader.Word("task", "", "classification", "regression");
        if (task == "regression" && label.Type == Tables.ColumnType.Text) reader.Wrong("has a text as its label, which cannot be a regression's");
        return new PredictivePowerRule(header, features, label.Name, reader.Number("max", 0, 1) ?? 0.8, task.Length == 0 ? null : task == "classification");
    }

    internal override RuleOutcome Finish(Evidence evidence)
    {
        var tally = evidence.Of(_sample);
        if (tally.IsOverLimit) return NoRoom();
        var sample = tally.Build();
        var areClasses = classes ?? PredictivePower.AreClasses(sample[label]);
        var scores = features.Select(f => (Feature: f, Score: PredictivePower.Of(sample, f, label, areClasses))).ToArray();
        if (Array.TrueForAll(scores, s => s.Score is null)) return NotJudged($"'{label}' has fewer than {PredictivePower.LeastRows} values, or does not vary.");
        var broken = scores.Where(s => s.Score is { } score && score.Value > max).OrderByDescending(s => s.Score!.Value.Value).ToArray();
        var outcome = broken.Length == 0 ? Kept() : Broken([.. broken.Select(s => (Message(s.Feature, s.Score!.Value, sample), (string?)evidence.Place(s.Feature)))]);
        return outcome with { Judged = sample.Count };
    }

    private string Message(string feature, PowerScore score, RowSample sample) =>
        $"'{feature}' alone predicts '{label}' with a score of {Values.Number(score.Value)} on held-out rows, standard error {Values.Number(score.Error)} ({sample.Story}); allowed is at most {Values.Number(max)}.";
}
