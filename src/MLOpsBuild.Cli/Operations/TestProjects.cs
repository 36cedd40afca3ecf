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

    /// <summary>Which tests to run, and as what.</summary>
    /// <param name="Name">What the results' file is named by.</param>
    /// <param name="Trait">The trait of the tests, <c>name=value</c>.</param>
    private sealed record Selection(string Name, string Trait)
    {
        public IReadOnlyList<string>? Projects { get; init; }

        public string Configuration { get; init; } = "release";

        public IReadOnlyDictionary<string, string>? Environment { get; init; }
    }

    /// <summary>What a selection came to, and the projects that have tests of it.</summary>
    private sealed record Tally(Counts Total, IReadOnlyList<string> Lines, IReadOnlyList<string> Projects)
    {
        public static Tally operator +(Tally a, Tally b) => new(a.Total + b.Total, [.. a.Lines, .. b.Lines], [.. a.Projects, .. b.Projects]);
    }

    /// <summary>Every test project of the repository.</summary>
    public static async Task<Outcome> RunAll(Session session, CancellationToken cancellationToken = default)
    {
        var root = session.Workspace.Root;
        var projects = NamesIn(root);
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
            counts[project] = await RunAsync(root, OutputFolder(root, project), project, [], project, stop).ConfigureAwait(false);
            session.Progress($"{project}: {counts[project]}");
        }
    }

    /// <summary>Feeds damaged inputs to everything that reads files, many more than a test run does.</summary>
    /// <param name="session">The checkout.</param>
    /// <param name="inputs">Inputs for each kind of file.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static Task<Outcome> Fuzz(Session session, int inputs, CancellationToken cancellationToken = default) => Repeat(session, "Fuzz", "MLOPS_FUZZ_INPUTS", inputs, cancellationToken);

    /// <summary>Kills processes that work on a store, many more than a test run does.</summary>
    /// <param name="session">The checkout.</param>
    /// <param name="kills">Kills in each test.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static Task<Outcome> DataChaos(Session session, int kills, CancellationToken cancellationToken = default) => Repeat(session, "Kills", "MLOPS_KILLS", kills, cancellationToken);

    /// <summary>
    /// Trains small models of every kind and holds their digests against the committed ones, in code that is optimised and in code that is not: what another kind of processor must find too.
    /// </summary>
    /// <param name="session">The checkout.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<Outcome> Digests(Session session, CancellationToken cancellationToken = default)
    {
        const string trait = "Holds=Digest";
        var optimised = await RunTraitAsync(session, new Selection("Digests", trait), cancellationToken).ConfigureAwait(false);
        foreach (var project in optimised.Projects)
        {
            var built = await Solution.CompileForDebugging(session, Path.Combine("tests", project), cancellationToken).ConfigureAwait(false);
            if (!built.IsPass) return built;
        }

        var plain = await RunTraitAsync(session, new Selection("Digests.Debug", trait) { Projects = optimised.Projects, Configuration = "debug" }, cancellationToken).ConfigureAwait(false);
        return OutcomeOf(optimised + plain, ", half of them in a debug build");
    }

    /// <summary>The unit tests of the pipeline's features.</summary>
    public static Task<Outcome> RunFeatureTests(Session session, CancellationToken cancellationToken = default) => RunPart(session, "feature-tests", "Features", cancellationToken);

    /// <summary>The pipeline's component integration tests.</summary>
    public static Task<Outcome> RunPipelineTests(Session session, CancellationToken cancellationToken = default) => RunPart(session, "pipeline-tests", "Pipeline", cancellationToken);

    /// <summary>Tests of the whole product hold its load test, which must have the machine to itself.</summary>
    private static bool IsOfTheProduct(string project) => project.EndsWith(".EndToEnd.Tests", StringComparison.Ordinal);

    /// <summary>Runs the tests with the trait <c>Repeats</c> of that value, one project after the other; the variable tells them how often.</summary>
    private static async Task<Outcome> Repeat(Session session, string what, string variable, int times, CancellationToken cancellationToken)
    {
        if (times < 1) return Outcome.Failed($"{times} repetitions show nothing; ask for at least 1.", ExitCodes.Usage);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { [variable] = times.ToString(CultureInfo.InvariantCulture) };
        return OutcomeOf(await RunTraitAsync(session, new Selection(what, $"Repeats={what}") { Environment = environment }, cancellationToken).ConfigureAwait(false), $", {times} times each");
    }

    private static async Task<Tally> RunTraitAsync(Session session, Selection selection, CancellationToken cancellationToken)
    {
        var root = session.Workspace.Root;
        var tally = new Tally(new Counts(0, 0, 0, [], []), [], []);
        foreach (var project in selection.Projects ?? NamesIn(root).Where(p => !IsOfTheProduct(p)))
        {
            var folder = OutputFolder(root, project, selection.Configuration);
            var counts = await RunAsync(root, folder, project, ["-trait", selection.Trait], $"{project}.{selection.Name}", cancellationToken, selection.Environment).ConfigureAwait(false);
            if (counts.Passed + counts.Failed == 0) continue;
            tally += new Tally(counts, [$"{project}: {counts}"], [project]);
            session.Progress(tally.Lines[^1]);
        }

        return tally;
    }

    private static Outcome OutcomeOf(Tally run, string how) => run.Total.Failed == 0 && run.Total.Passed > 0
        ? Outcome.Done($"{run.Total}{how}", run.Lines)
        : Outcome.Failed(string.Join(Environment.NewLine, run.Total.Failures.Prepend(run.Total.ToString())), ExitCodes.GateFailed);

    private static string[] NamesIn(string root) =>
        [.. Directory.EnumerateFiles(Path.Combine(root, "tests"), "*.Tests.csproj", SearchOption.AllDirectories).Select(p => Path.GetFileNameWithoutExtension(p)!).Order(StringComparer.Ordinal)];

    private static async Task<Outcome> RunPart(Session session, string gate, string part, CancellationToken cancellationToken)
    {
        var project = session.Pipeline.GetType().Assembly.GetName().Name + ".Tests";
        var root = session.Workspace.Root;
        var folder = OutputFolder(root, project);
        if (!Directory.Exists(folder)) return Outcome.Failed($"tests/{project} is missing: the pipeline {session.Pipeline.Name} has no tests.", ExitCodes.Usage);
        var inputs = new SortedDictionary<string, Digest>(StringComparer.Ordinal)
        {
            ["assemblies"] = new RememberedDigest(Path.Combine(root, "artifacts", project + ".assemblies"), session.Options.Time).Of(folder, new DirectoryInfo(folder).EnumerateFiles("*.dll")),
            ["data"] = session.Workspace.Store.PutFile(session.Workspace.DataLockPath),
        };
        var check = new Check(gate, inputs, async stop =>
        {
            var counts = await RunAsync(root, folder, project, ["-namespace", $"{project}.{part}"], $"{project}.{part}", stop).ConfigureAwait(false);
            var verdict = counts.Failed > 0 ? Verdict.Fail : counts.Passed == 0 ? Verdict.Hold : Verdict.Pass;
            return new GateResult(gate, verdict, $"{counts} in {project}, {part}.", [.. counts.Failures.Select(f => new Finding(Severity.Error, "test", f))]);
        })
        { Types = [typeof(TestProjects)] };
        var (result, step) = await session.Run.CheckAsync(check, cancellationToken).ConfigureAwait(false);
        return Outcome.Of(result, Figures.Why(step));
    }

    private static async Task<Counts> RunAsync(
        string root, string folder, string project, IReadOnlyList<string> filter, string name, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? environment = null)
    {
        var results = Path.Combine(root, ".mlops", "tests", name + ".xml");
        Directory.CreateDirectory(Path.GetDirectoryName(results)!);
        File.Delete(results);
        string[] arguments = ["exec", Path.Combine(folder, project + ".dll"), "-noLogo", "-noColor", "-xml", results, .. filter];
        var run = await ChildProcess.RunAsync("dotnet", arguments, root, cancellationToken, environment).ConfigureAwait(false);
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

    private static string OutputFolder(string root, string project, string configuration = "release") => Path.Combine(root, "artifacts", "bin", project, configuration);
}
