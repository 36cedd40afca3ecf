using System.Collections.Concurrent;
using System.Globalization;
using System.Xml.Linq;
using MLOpsBuild.Cli.Processes;
using MLOpsBuild.Content;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Cli.Operations;

/// <summary>Runs test projects. Each is a program of its own that writes its results as XML.</summary>
public static class TestProjects
{
    /// <summary>How many tests ended how.</summary>
    private sealed record Counts(int Passed, int Failed, int Skipped, IReadOnlyList<string> Failures, IReadOnlyList<string> Skips)
    {
        public static Counts operator +(Counts a, Counts b) =>
            new(a.Passed + b.Passed, a.Failed + b.Failed, a.Skipped + b.Skipped, [.. a.Failures, .. b.Failures], [.. a.Skips, .. b.Skips]);

        public override string ToString() => $"{Passed} passed, {Failed} failed, {Skipped} skipped";
    }

    /// <summary>Every test project of the repository.</summary>
    public static async Task<Outcome> RunAll(Session session, CancellationToken cancellationToken = default)
    {
        var root = session.Workspace.Root;
        var projects = Directory.EnumerateFiles(Path.Combine(root, "tests"), "*.Tests.csproj", SearchOption.AllDirectories)
            .Select(p => Path.GetFileNameWithoutExtension(p)!).Order(StringComparer.Ordinal).ToArray();
        var counts = new ConcurrentDictionary<string, Counts>(StringComparer.Ordinal);
        var options = new ParallelOptions { MaxDegreeOfParallelism = session.Options.Threads, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(projects.Where(p => !IsOfTheProduct(p)), options, RunOneAsync).ConfigureAwait(false);
        foreach (var project in projects.Where(IsOfTheProduct)) await RunOneAsync(project, cancellationToken).ConfigureAwait(false);

        var total = counts.Values.Aggregate(new Counts(0, 0, 0, [], []), (a, b) => a + b);
        session.ClosingLine = total.ToString();
        var lines = total.Failures.Concat(total.Skips.Select(s => "skipped: " + s)).ToArray();
        return total.Failed == 0 && total.Passed > 0
            ? Outcome.Done(total.ToString(), lines)
            : Outcome.Failed(string.Join(Environment.NewLine, total.Failures.Prepend(total.ToString())), ExitCodes.GateFailed);

        async ValueTask RunOneAsync(string project, CancellationToken stop)
        {
            counts[project] = await RunAsync(root, project, null, stop).ConfigureAwait(false);
            session.Progress($"{project}: {counts[project]}");
        }
    }

    /// <summary>The unit tests of the pipeline's features.</summary>
    public static Task<Outcome> RunFeatureTests(Session session, CancellationToken cancellationToken = default) => RunPart(session, "feature-tests", "Features", cancellationToken);

    /// <summary>The pipeline's component integration tests.</summary>
    public static Task<Outcome> RunPipelineTests(Session session, CancellationToken cancellationToken = default) => RunPart(session, "pipeline-tests", "Pipeline", cancellationToken);

    /// <summary>Tests of the whole product hold its load test, which must have the machine to itself.</summary>
    private static bool IsOfTheProduct(string project) => project.EndsWith(".EndToEnd.Tests", StringComparison.Ordinal);

    private static async Task<Outcome> RunPart(Session session, string gate, string part, CancellationToken cancellationToken)
    {
        var project = session.Pipeline.GetType().Assembly.GetName().Name + ".Tests";
        var folder = OutputFolder(session.Workspace.Root, project);
        if (!Directory.Exists(folder)) return Outcome.Failed($"tests/{project} is missing: the pipeline {session.Pipeline.Name} has no tests.", ExitCodes.Usage);
        var inputs = new SortedDictionary<string, Digest>(StringComparer.Ordinal)
        {
            ["assemblies"] = SourceDigest.OfFiles(folder, Directory.EnumerateFiles(folder, "*.dll")),
            ["data"] = session.Workspace.Store.PutFile(session.Workspace.DataLockPath),
        };
        var check = new Check(gate, inputs, async stop =>
        {
            var counts = await RunAsync(session.Workspace.Root, project, $"{project}.{part}", stop).ConfigureAwait(false);
            var verdict = counts.Failed > 0 ? Verdict.Fail : counts.Passed == 0 ? Verdict.Hold : Verdict.Pass;
            return new GateResult(gate, verdict, $"{counts} in {project}, {part}.", [.. counts.Failures.Select(f => new Finding(Severity.Error, "test", f))]);
        })
        { Types = [typeof(TestProjects)] };
        var (result, step) = await session.Run.CheckAsync(check, cancellationToken).ConfigureAwait(false);
        return Outcome.Of(result, Figures.Why(step));
    }

    private static async Task<Counts> RunAsync(string root, string project, string? nameSpace, CancellationToken cancellationToken)
    {
        var results = Path.Combine(root, ".mlops", "tests", (nameSpace ?? project) + ".xml");
        Directory.CreateDirectory(Path.GetDirectoryName(results)!);
        File.Delete(results);
        IReadOnlyList<string> filter = nameSpace is null ? [] : ["-namespace", nameSpace];
        var run = await ChildProcess.RunAsync("dotnet", ["exec", Path.Combine(OutputFolder(root, project), project + ".dll"), "-noLogo", "-noColor", "-xml", results, .. filter], root, cancellationToken).ConfigureAwait(false);
        return File.Exists(results)
            ? Read(results)
            : new Counts(0, 1, 0, [$"{project} wrote no results and ended with {run.ExitCode}: {run.Output.Trim()}"], []);
    }

    private static Counts Read(string path)
    {
        var assemblies = XDocument.Load(path).Root!.Elements("assembly").ToArray();
        var tests = assemblies.Descendants("test").ToArray();
        var failures = tests.Where(t => (string?)t.Attribute("result") == "Fail").Select(t => $"{(string?)t.Attribute("name")}: {((string?)t.Element("failure")?.Element("message"))?.Trim()}");
        var errors = assemblies.Descendants("error").Select(e => $"{(string?)e.Attribute("type")} {(string?)e.Attribute("name")}: {((string?)e.Descendants("message").FirstOrDefault())?.Trim()}").ToArray();
        var skips = tests.Where(t => (string?)t.Attribute("result") == "Skip").Select(t => $"{(string?)t.Attribute("name")}: {((string?)t.Element("reason"))?.Trim()}");
        return new Counts(Sum(assemblies, "passed"), Sum(assemblies, "failed") + errors.Length, Sum(assemblies, "skipped"), [.. failures, .. errors], [.. skips]);
    }

    private static int Sum(XElement[] assemblies, string attribute) =>
        assemblies.Sum(a => int.Parse((string?)a.Attribute(attribute) ?? "0", CultureInfo.InvariantCulture));

    private static string OutputFolder(string root, string project) => Path.Combine(root, "artifacts", "bin", project, "release");
}
