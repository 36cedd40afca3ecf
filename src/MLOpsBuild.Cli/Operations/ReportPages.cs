using System.Globalization;
using System.Text;
using System.Text.Json;
using MLOpsBuild.Content;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Pipelines.Snapshots;
using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Cli.Operations;

/// <summary>The pages of the report in <c>.mlops/report</c>, with the digest of all that they were made of: while it stays the same nothing is made again.</summary>
internal sealed class ReportPages
{
    private const string Index = "pages.json";
    private readonly string _folder;
    private readonly Digest _inputs;

    public ReportPages(Session session) => (_folder, _inputs) = (Path.Combine(session.Workspace.LocalFolder, "report"), InputsOf(session));

    /// <summary>Where a page lies.</summary>
    public string PathOf(string page) => Path.Combine(_folder, page);

    /// <summary>True when the pages that are there were made of the same, and nobody has touched them since.</summary>
    public bool AreCurrent()
    {
        try
        {
            var kept = StepJson.Read<Kept>(File.ReadAllBytes(PathOf(Index)));
            return kept.Inputs == _inputs && kept.Pages.All(p => File.Exists(PathOf(p.Key)) && Digest.Of(File.ReadAllBytes(PathOf(p.Key))) == p.Value);
        }
        catch (Exception problem) when (problem is IOException or JsonException)
        {
            return false;
        }
    }

    /// <summary>Writes the pages.</summary>
    public void Write(params IReadOnlyList<(string Page, string Text)> pages)
    {
        var digests = new SortedDictionary<string, Digest>(StringComparer.Ordinal);
        foreach (var (page, text) in pages)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            LocalFile.Write(PathOf(page), bytes);
            digests[page] = Digest.Of(bytes);
        }

        LocalFile.Write(PathOf(Index), StepJson.Write(new Kept(_inputs, digests)));
    }

    private static Digest InputsOf(Session session)
    {
        var run = session.Run;
        var text = new StringBuilder(KeptFigures.Code).Append('\n').AppendJoin('\n', run.Pipeline.Name, session.Checkout.ToString(), session.Rules.Since, RunSettings.MachineClass, Environment.Version.ToString(), run.Package?.ToString()).Append('\n');
        foreach (var (name, value) in run.Parameters) text.Append(CultureInfo.InvariantCulture, $"{name}={value}\n");
        // How long a step took that ran makes a new report; how long it takes to find a result does not.
        foreach (var step in run.Steps) text.Append(CultureInfo.InvariantCulture, $"{step.Name} {step.Key} {step.Cached} {step.Why} {(step.Cached ? 0 : step.Seconds)} {string.Join(' ', step.Outputs.Values)}\n");
        text.Append(Json(run.Verdicts)).Append(Json(run.Reported)).Append(Json(session.Drift)).Append(Json(session.Options.Overrides));
        string[] files = [session.Workspace.DataLockPath, .. new[] { MetricsSnapshot.FileName, PipelineLock.FileName, "gates.json" }.Select(name => Path.Combine(session.Workspace.PipelineFolder(run.Pipeline.Name), name))];
        foreach (var file in files.Where(File.Exists)) text.Append(Digest.Of(File.ReadAllBytes(file))).Append('\n');
        return Digest.Of(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static string Json<T>(T value) => Encoding.UTF8.GetString(StepJson.Write(value));

    private sealed record Kept(Digest Inputs, SortedDictionary<string, Digest> Pages);
}
