using System.Runtime.CompilerServices;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Pipelines.Snapshots;
using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Pipelines.Components;

/// <summary>
/// Component integration tests in a line: <c>await ComponentSnapshot.Verify(run)</c> holds what every pair of neighbouring steps exchanges in a real run against the accepted schemas, which
/// lie beside the test as any snapshot does. A changed output breaks the test with the names of producer and consumer.
/// </summary>
public static class ComponentSnapshot
{
    /// <summary>Holds a run's exchanges against the accepted ones.</summary>
    /// <param name="run">The run; bring it up to date first, as far as is to be tested.</param>
    /// <param name="sourceFile">Given by the compiler.</param>
    /// <param name="test">Given by the compiler.</param>
    /// <exception cref="SnapshotException">A schema, or who reads what, is not what was accepted; or nothing is accepted yet.</exception>
    /// <exception cref="ArgumentException">No two neighbouring steps have run.</exception>
    public static async Task Verify(PipelineRun run, [CallerFilePath] string sourceFile = "", [CallerMemberName] string test = "")
    {
        var found = Described(Exchange.All(run));
        if (found.Count == 0) throw new ArgumentException("No two neighbouring steps have run, so there is nothing to hold against anything.", nameof(run));
        var files = new VerifiedFile(sourceFile, test);
        var received = new VerifiedExchanges { Version = 1, Exchanges = found };
        var accepted = Read(files);
        string[] differences = accepted is null ? [] : [.. Differences(accepted.Exchanges, found)];
        if (accepted is null || differences.Length > 0) throw await files.RefuseAsync(StepJson.Write(received), differences).ConfigureAwait(false);
        files.Clear();
    }

    private static VerifiedExchanges? Read(VerifiedFile files)
    {
        if (files.Accepted() is not { } bytes) return null;
        try
        {
            return StepJson.Read<VerifiedExchanges>(bytes);
        }
        catch (System.Text.Json.JsonException problem)
        {
            throw new ConfigurationException($"{files.Verified}: {problem.Message}", problem);
        }
    }

    /// <summary>Steps of partitions count as one where they exchange the same: a new month changes no schema. One that differs stands by its own name.</summary>
    private static SortedDictionary<string, SortedDictionary<string, string>> Described(IReadOnlyList<Exchange> exchanges)
    {
        var described = new SortedDictionary<string, SortedDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var exchange in exchanges)
        {
            var schema = new SortedDictionary<string, string>(exchange.Schema.ToDictionary(), StringComparer.Ordinal);
            var common = Name(exchange, Common);
            if (!described.TryAdd(common, schema) && !described[common].SequenceEqual(schema)) described[Name(exchange, step => step)] = schema;
        }

        return described;
    }

    private static string Name(Exchange exchange, Func<string, string> shown) =>
        $"{shown(exchange.Producer)}{(exchange.Output == Artifact<object>.Main ? "" : "." + exchange.Output)} → {shown(exchange.Consumer)}";

    private static string Common(string step) => step.IndexOf('@', StringComparison.Ordinal) is var at && at < 0 ? step : step[..at] + "@*";

    private static IEnumerable<string> Differences(SortedDictionary<string, SortedDictionary<string, string>> accepted, SortedDictionary<string, SortedDictionary<string, string>> found)
    {
        foreach (var pair in accepted.Keys.Union(found.Keys).Order(StringComparer.Ordinal))
        {
            if (!found.TryGetValue(pair, out var now)) yield return $"{pair}: nothing is exchanged any more.";
            else if (!accepted.TryGetValue(pair, out var was)) yield return $"{pair}: this exchange is not accepted yet.";
            else foreach (var line in Differences(was, now)) yield return $"{pair}: {line}";
        }
    }

    private static IEnumerable<string> Differences(SortedDictionary<string, string> was, SortedDictionary<string, string> now) =>
        was.Keys.Union(now.Keys).Order(StringComparer.Ordinal).Where(name => was.GetValueOrDefault(name) != now.GetValueOrDefault(name)).Select(name =>
            !now.TryGetValue(name, out var type) ? $"'{name}' ({was[name]}) is gone." : was.TryGetValue(name, out var before) ? $"'{name}' was {before} and is {type}." : $"'{name}' ({type}) is new.");

    private sealed record VerifiedExchanges
    {
        public required int Version { get; init; }

        public required SortedDictionary<string, SortedDictionary<string, string>> Exchanges { get; init; }
    }
}
