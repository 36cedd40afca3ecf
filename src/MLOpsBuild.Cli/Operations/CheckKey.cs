using MLOpsBuild.Content;
using MLOpsBuild.Pipelines.Definition;
using MLOpsBuild.Pipelines.Gates;
using MLOpsBuild.Pipelines.Runs;

namespace MLOpsBuild.Cli.Operations;

/// <summary>What decides a check's verdict besides its code: while it is the same, a verdict of pass holds.</summary>
internal static class CheckKey
{
    public static SortedDictionary<string, Digest> Inputs(PipelineRun run, GateNeeds needs, Digest? package)
    {
        var inputs = new SortedDictionary<string, Digest>(StringComparer.Ordinal);
        var release = run.Release;
        if (needs.HasFlag(GateNeeds.Model)) inputs["model"] = run.DigestOf(release.Model);
        if (needs.HasFlag(GateNeeds.Package)) inputs["package"] = package!.Value;
        if (needs.HasFlag(GateNeeds.Evaluation)) inputs["predictions"] = run.DigestOf(release.Predictions);
        if ((needs & (GateNeeds.Evaluation | GateNeeds.Drift)) != 0) Add(inputs, run, "evaluation", release.EvaluationRows);
        if ((needs & (GateNeeds.Training | GateNeeds.Drift)) != 0) Add(inputs, run, "training", release.TrainingRows);
        if (needs.HasFlag(GateNeeds.Validation))
        {
            foreach (var validation in release.Features.Dataset.Validations) inputs[validation.Step] = run.DigestOf(validation);
        }

        return inputs;
    }

    /// <summary>A check's settings as texts, defaults included.</summary>
    public static SortedDictionary<string, string> Settings(IGate gate) => ParameterTexts.Of(gate.Settings);

    public static SortedDictionary<string, string> Parameters(Session session, IGate gate)
    {
        var texts = Settings(gate);
        texts["kind"] = gate.Kind.Kind;
        if ((gate.Needs & (GateNeeds.Evaluation | GateNeeds.Drift)) != 0) texts["evaluation window"] = $"{session.Run.Release.EvaluationRows.Window}";
        if ((gate.Needs & (GateNeeds.Training | GateNeeds.Drift)) != 0) texts["training window"] = $"{session.Run.Release.TrainingRows.Window}";
        if (!gate.Needs.HasFlag(GateNeeds.Drift)) return texts;
        foreach (var (name, value) in ParameterTexts.Of(session.Gates.Drift)) texts[$"drift.{name}"] = value;
        return texts;
    }

    // The raw records too: a check may look at a column that no feature uses.
    private static void Add(SortedDictionary<string, Digest> inputs, PipelineRun run, string use, RowSelection rows)
    {
        foreach (var (partition, part) in rows.Partitions.Zip(rows.Parts))
        {
            inputs[$"{use} {partition.Name}"] = partition.Digest;
            inputs[$"{use} {part.Step}"] = run.DigestOf(part);
        }
    }
}
