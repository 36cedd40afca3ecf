using MLOpsBuild.Learning;
using MLOpsBuild.Pipelines.Runs;

namespace MLOpsBuild.Cli.Operations;

/// <summary>The text that travels with a model. It holds what decides the model and nothing of the moment: no time, no person, no commit.</summary>
internal static class ModelCard
{
    public static string Write(PipelineRun run, ITrainedModel model)
    {
        var rows = run.Release.TrainingRows;
        var features = run.Release.Features.Set.Features.Select(f => $"| {f.Name} | {f.Type.ToString().ToLowerInvariant()} | {f.Description} |");
        return $"""
            # {run.Pipeline.Name}

            Predicts `{run.Release.Features.Label.Name}` ({model.Task.ToString().ToLowerInvariant()}) with {model.Format}.

            Trained on {rows.Features.Dataset.Name}, {rows.Window}: {string.Join(", ", rows.Partitions.Select(p => $"{p.Name} ({p.Digest.Short})"))}.

            | Feature | Type | Meaning |
            |---|---|---|
            {string.Join('\n', features)}

            """.ReplaceLineEndings("\n");
    }
}
