using System.Text;
using System.Text.Json;
using MLOpsBuild.Cli.Processes;
using MLOpsBuild.Content;
using MLOpsBuild.Learning;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Serving;
using MLOpsBuild.Serving.Api;
using MLOpsBuild.Serving.Compatibility;
using MLOpsBuild.Serving.Hosting;
using MLOpsBuild.Serving.Load;
using MLOpsBuild.Serving.Loading;
using MLOpsBuild.Serving.Scoring;
using MLOpsBuild.Tables;
using MLOpsBuild.Tables.Csv;

namespace MLOpsBuild.Cli.Operations;

/// <summary>How a server is started.</summary>
/// <param name="Model">The package's digest; null for the pipeline's newest.</param>
/// <param name="Url">Where it listens; port 0 takes a free one.</param>
/// <param name="Journal">The file that keeps posted events; null for none.</param>
public sealed record ServeRequest(string? Model, string Url, string? Journal);

/// <summary>Serving a package, and the tests of a running server.</summary>
public static class Serving
{
    private const int ApiRowsTried = 40;
    private const int LoadRows = 20;

    /// <summary>Does the package fit its features, its last signature and this machine?</summary>
    public static async Task<Outcome> Compatibility(Session session, CancellationToken cancellationToken = default)
    {
        var package = session.PackageOrThrow();
        var accepted = AcceptedContract.Of(session);
        var check = new Check("compatibility", Inputs(package, ("accepted", accepted.Digest)), _ =>
        {
            var served = PackageLoader.Load(session.Workspace.Store, package);
            return Task.FromResult(CompatibilityTests.Check(accepted.Contract, served.Model, served.Features, new RuntimeRequirement { Load = session.Run.Formats.Load }));
        })
        { Types = [typeof(CompatibilityTests), typeof(PackageLoader)], MachineClass = RunSettings.MachineClass };
        return await Judge(session, check, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The API of a server process that was started with the package.</summary>
    public static async Task<Outcome> Api(Session session, CancellationToken cancellationToken = default)
    {
        var package = session.PackageOrThrow();
        await session.Run.UntilAsync([session.Run.Release.Evaluation], cancellationToken).ConfigureAwait(false);
        var check = new Check("api", Inputs(package, ("predictions", session.Run.DigestOf(session.Run.Release.Predictions))), async stop =>
        {
            var features = session.Run.Release.Features.Set;
            var server = await ServerProcess.StartAsync(session.Workspace.Root, package, stop).ConfigureAwait(false);
            await using (server.ConfigureAwait(false))
            {
                return await ApiTests.RunAsync(server.Address, new ApiExpectation
                {
                    Model = session.Pipeline.Name,
                    Version = package.ToString(),
                    Inputs = features.Inputs,
                    Events = features.Events,
                    Classes = ClassNames.Of(session.Run.Reader().Read(session.Run.Release.Model)),
                    Steps = new Replay(session.Run).Steps(ApiRowsTried),
                    MaxBodyBytes = new ServerOptions().MaxBodyBytes,
                }, stop).ConfigureAwait(false);
            }
        })
        { Types = [typeof(PredictionServer), typeof(ApiTests)] };
        return await Judge(session, check, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Requests on schedule against a server process that was started with the package.</summary>
    public static async Task<Outcome> Load(Session session, CancellationToken cancellationToken = default)
    {
        var package = session.PackageOrThrow();
        var limits = session.Gates.Load;
        await session.Run.UntilAsync([session.Run.Release.Evaluation], cancellationToken).ConfigureAwait(false);
        var check = new Check("load", Inputs(package), async stop =>
        {
            var server = await ServerProcess.StartAsync(session.Workspace.Root, package, stop).ConfigureAwait(false);
            await using (server.ConfigureAwait(false))
            {
                var replay = new Replay(session.Run);
                await PostHistoryAsync(server.Address, replay, stop).ConfigureAwait(false);
                var bodies = replay.Bodies(ApiRowsTried, LoadRows);
                var result = await LoadTest.RunAsync(server.Address, new LoadOptions
                {
                    Rate = limits.RatePerSecond,
                    Duration = TimeSpan.FromSeconds(limits.Seconds),
                    P99Limit = TimeSpan.FromMilliseconds(limits.P99Milliseconds),
                    MaxErrorShare = limits.ErrorRate,
                    MinCompleted = Math.Min(1000, limits.RatePerSecond * limits.Seconds / 2),
                    Body = number => bodies[(int)(number % bodies.Count)],
                    Check = HasScore,
                }, session.Options.Time, stop).ConfigureAwait(false);
                return result.Gate;
            }
        })
        {
            Types = [typeof(PredictionServer), typeof(LoadTest)],
            MachineClass = RunSettings.MachineClass,
            Parameters = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["limits"] = limits.ToString() },
        };
        return await Judge(session, check, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Serves until stopped.</summary>
    /// <param name="session">The session.</param>
    /// <param name="request">What and where.</param>
    /// <param name="started">Told of the address once it listens.</param>
    /// <param name="cancellationToken">Stops the server gracefully.</param>
    public static async Task<Outcome> Serve(Session session, ServeRequest request, Action<Uri, Digest> started, CancellationToken cancellationToken)
    {
        var package = PackageReference.Resolve(session, request.Model);
        var model = PackageLoader.Load(session.Workspace.Store, package);
        var server = await PredictionServer.StartAsync(model, new ServerOptions { Url = new Uri(request.Url), JournalPath = request.Journal, TimeProvider = session.Options.Time }, cancellationToken).ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            started(server.Address, package);
            var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using (cancellationToken.Register(stopped.SetResult).ConfigureAwait(false)) await stopped.Task.ConfigureAwait(false);
        }

        return Outcome.Done("stopped");
    }

    /// <summary>Scores a CSV file of finished records, oldest first, each with the history of those before it.</summary>
    public static async Task<Outcome> Score(Session session, string file, string? model, string? output, CancellationToken cancellationToken = default)
    {
        var package = PackageReference.Resolve(session, model);
        var served = PackageLoader.Load(session.Workspace.Store, package);
        var bytes = await File.ReadAllBytesAsync(file, cancellationToken).ConfigureAwait(false);
        var read = CsvReader.Read(bytes, new CsvOptions { File = Path.GetFileName(file) });
        if (read.Problems.Count > 0) return Outcome.Failed(string.Join(Environment.NewLine, read.Problems.Select(p => $"{p.Place}: {p.Message}")), ExitCodes.Usage);
        if (served.Features is not Pipelines.Features.IBatchFeatures batch) return Outcome.Failed("The package's features cannot be computed from a file.", ExitCodes.Usage);
        var typed = Pipelines.Features.RecordTable.Typed(read.Table, batch);
        var scored = typed.With(ScoreColumns.Of(served.Model, served.Model.Predict(batch.Compute(typed, []))));
        using var text = new MemoryStream();
        CsvWriter.Write(scored, text);
        if (output is null) return Outcome.Done($"{scored.RowCount} rows scored by {package.Short}", Encoding.UTF8.GetString(text.ToArray()).TrimEnd('\n'));
        await File.WriteAllBytesAsync(output, text.ToArray(), cancellationToken).ConfigureAwait(false);
        return Outcome.Done($"{scored.RowCount} rows scored by {package.Short}", $"written to {output}");
    }

    private static async Task<Outcome> Judge(Session session, Check check, CancellationToken cancellationToken)
    {
        var (result, step) = await session.Run.CheckAsync(check, cancellationToken).ConfigureAwait(false);
        return Outcome.Of(result, Figures.Why(step));
    }

    private static SortedDictionary<string, Digest> Inputs(Digest package, params (string Name, Digest? Digest)[] more)
    {
        var inputs = new SortedDictionary<string, Digest>(StringComparer.Ordinal) { ["package"] = package };
        foreach (var (name, digest) in more)
        {
            if (digest is { } known) inputs[name] = known;
        }

        return inputs;
    }

    private static async Task PostHistoryAsync(Uri server, Replay replay, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = server };
        foreach (var events in replay.HistoryUpTo(ApiRowsTried))
        {
            using var body = new ReadOnlyMemoryContent(replay.Body(events));
            body.Headers.ContentType = new("application/json");
            using var answer = await client.PostAsync(new Uri($"/events/{events.Kind}", UriKind.Relative), body, cancellationToken).ConfigureAwait(false);
            answer.EnsureSuccessStatusCode();
        }
    }

    private static string? HasScore(ReadOnlyMemory<byte> answer)
    {
        using var document = JsonDocument.Parse(answer);
        var row = document.RootElement.GetProperty("rows")[0];
        return row.TryGetProperty("score", out _) || row.TryGetProperty("class", out _) ? null : "the row has no score";
    }
}
