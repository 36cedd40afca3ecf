using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MLOpsBuild.Content;
using MLOpsBuild.Learning.Tuning;
using MLOpsBuild.Pipelines.Definition;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Pipelines.Tuning;

namespace MLOpsBuild.Cli.Operations;

/// <summary>Searching a pipeline's parameters.</summary>
internal static class Tuning
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The search that <c>search.json</c> describes, as far as the caller does not change it.</summary>
    public static PipelineSearch Open(Session session, Func<SearchFile, SearchFile> change) => new(
        session.Pipeline,
        session.Workspace,
        session.Lock,
        change(SearchFile.Read(session.Workspace, session.Pipeline.Name)),
        new RunSettings
        {
            Time = session.Options.Time,
            Overrides = session.Options.Overrides,
            Threads = session.Options.Threads,
            NoCache = session.Options.NoCache,
            Checkout = session.Checkout,
            Finished = session.Options.StepFinished,
        });

    /// <summary>Where shards meet: folders of the repository or registries.</summary>
    public static IReadOnlyList<IRemote> Remotes(Session session, IEnumerable<string> references) => [.. references.Select(session.OpenRemote)];

    /// <summary>Overrides as one types them: <c>--set train.depth=5 --set train.trees=300</c>.</summary>
    public static string SetLine(IEnumerable<KeyValuePair<string, string>> parameters) => string.Join(' ', parameters.Select(p => $"--set {Shell($"{p.Key}={p.Value}")}"));

    /// <summary>Writes values into the pipeline's <c>parameters.json</c>; the rest of it stays as it is.</summary>
    /// <returns>The file, as people name it.</returns>
    public static string Apply(Session session, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var path = Path.Combine(session.Workspace.PipelineFolder(session.Pipeline.Name), "parameters.json");
        var shown = session.Workspace.Show(path);
        JsonObject root = ParameterFile.Read(path, shown, [.. parameters.Select(p => $"{p.Key}={p.Value}")]);
        var temporary = path + ".new";
        File.WriteAllText(temporary, root.ToJsonString(Indented) + "\n");
        File.Move(temporary, path, overwrite: true);
        return shown;
    }

    /// <summary>A word as the shell takes it.</summary>
    public static string Shell(string word) => word.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '=' or '/' or ':' or ',' or '+') ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>How many trials have no result, and which come first.</summary>
    public static string Missing(IReadOnlyList<Trial> missing) =>
        $"{missing.Count} of the trials have no result yet, among them {string.Join(" and ", missing.Take(2).Select(t => t.Key))}.";
}
