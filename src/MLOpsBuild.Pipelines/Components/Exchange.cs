using System.Text.Json;
using MLOpsBuild.Learning;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Pipelines.Steps;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Pipelines.Components;

/// <summary>What one step hands to the next, as it really lies in the store.</summary>
/// <param name="Producer">The step that made it.</param>
/// <param name="Consumer">The step that reads it.</param>
/// <param name="Output">Which of the producer's outputs it is.</param>
/// <param name="Schema">Names with types: the columns of a table; task, outputs and inputs of a model; the outermost members of a record.</param>
public sealed record Exchange(string Producer, string Consumer, string Output, IReadOnlyDictionary<string, string> Schema)
{
    /// <summary>Every pair of neighbouring steps that a run has brought up to date, by their names.</summary>
    /// <param name="run">The run, as far as it has come.</param>
    public static IReadOnlyList<Exchange> All(PipelineRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var finished = run.Steps.Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        var reader = run.Reader();
        var pairs = run.Defined.Where(step => finished.Contains(step.Name))
            .SelectMany(step => step.Inputs.Select(i => i.Artifact).OfType<Artifact>().DistinctBy(a => a.ToString()).Select(artifact => (Step: step.Name, Artifact: artifact)))
            .ToArray();
        var schemas = pairs.Select(p => p.Artifact).DistinctBy(a => a.ToString()).ToDictionary(a => a.ToString(), a => Of(reader, a), StringComparer.Ordinal);
        return
        [
            .. pairs.Select(p => new Exchange(p.Artifact.Step, p.Step, p.Artifact.Output, schemas[p.Artifact.ToString()]))
                .OrderBy(e => e.Producer, StringComparer.Ordinal).ThenBy(e => e.Output, StringComparer.Ordinal).ThenBy(e => e.Consumer, StringComparer.Ordinal),
        ];
    }

    private static SortedDictionary<string, string> Of(StepContext reader, Artifact artifact)
    {
        var schema = new SortedDictionary<string, string>(StringComparer.Ordinal);
        switch (artifact)
        {
            case Artifact<Table> table:
                foreach (var column in reader.Read(table).Columns) schema[column.Name] = Word(column.Type);
                return schema;
            case Artifact<ITrainedModel> model:
                var trained = reader.Read(model);
                (schema["model: task"], schema["model: outputs"]) = (trained.Task.ToString().ToLowerInvariant(), FormattableString.Invariant($"{trained.Outputs}"));
                foreach (var input in trained.Inputs) schema[input.Name] = Word(input.Type);
                return schema;
            default:
                foreach (var (name, kind) in Members(reader.Bytes(artifact))) schema[name] = kind;
                return schema;
        }
    }

    private static string Word(ColumnType type) => type.ToString().ToLowerInvariant();

    private static IEnumerable<(string Name, string Kind)> Members(byte[] bytes)
    {
        using var document = Document(bytes);
        return document?.RootElement.ValueKind == JsonValueKind.Object
            ? [.. document.RootElement.EnumerateObject().Select(member => (member.Name, member.Value.ValueKind.ToString().ToLowerInvariant()))]
            : [("bytes", document is null ? "binary" : document.RootElement.ValueKind.ToString().ToLowerInvariant())];
    }

    private static JsonDocument? Document(byte[] bytes)
    {
        try
        {
            return JsonDocument.Parse(bytes);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
