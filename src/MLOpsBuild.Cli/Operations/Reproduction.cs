using System.Globalization;
using System.Text.Json;
using MLOpsBuild.Cli.Processes;
using MLOpsBuild.Content;
using MLOpsBuild.Content.Chunking;
using MLOpsBuild.Data;
using MLOpsBuild.Git;
using MLOpsBuild.Pipelines;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Cli.Operations;

/// <summary>One step of a commit's lock beside what was computed again.</summary>
/// <param name="Step">The step.</param>
/// <param name="Locked">The outputs that the lock names; null when it does not have the step.</param>
/// <param name="Computed">The outputs that were computed; null when the step did not run.</param>
internal sealed record ReproducedStep(string Step, SortedDictionary<string, Digest>? Locked, SortedDictionary<string, Digest>? Computed)
{
    /// <summary>True when both are there and name the same bytes.</summary>
    public bool IsEqual => Locked is not null && Computed is not null && Locked.SequenceEqual(Computed);
}

/// <summary>What building a commit's model again gave.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="Locked">The model that the commit's lock names.</param>
/// <param name="Computed">The model that was computed; null when the run did not get that far.</param>
/// <param name="Steps">The steps in the order of their data.</param>
/// <param name="Parameters">Parameters that the lock was accepted with and the commit's file does not have: <c>trees 300, not 200</c>.</param>
internal sealed record ReproductionResult(string Commit, Digest Locked, Digest? Computed, IReadOnlyList<ReproducedStep> Steps, IReadOnlyList<string> Parameters)
{
    /// <summary>The first step that differs; null when none does.</summary>
    public ReproducedStep? First => Steps.FirstOrDefault(s => !s.IsEqual);
}

/// <summary>Builds the model of a commit again, with the host that is compiled from that commit, in a work tree of its own.</summary>
internal sealed class Reproduction
{
    private readonly Session _session;
    private readonly GitRepository _git;
    private readonly string _commit;
    private readonly string _folder;

    /// <summary>Of a revision.</summary>
    /// <exception cref="ConfigurationException">There is no Git, no such revision, or no accepted model in it.</exception>
    public Reproduction(Session session, string revision)
    {
        _session = session;
        _git = session.Git ?? throw new ConfigurationException("Only a commit's model can be built again, and this folder is in no Git repository.");
        _commit = _git.Resolve(revision) ?? throw new ConfigurationException($"Git knows no revision '{revision}'.");
        var path = $"pipelines/{session.Pipeline.Name}/{PipelineLock.FileName}";
        Lock = _git.Show(_commit, path) is { } bytes ? Read(bytes, $"{path} at {_commit[..10]}") : throw new ConfigurationException($"Commit {_commit[..10]} has no {path}: no model of {session.Pipeline.Name} was accepted in it yet.");
        _folder = Path.Combine(session.Workspace.LocalFolder, "scratch", string.Create(CultureInfo.InvariantCulture, $"reproduce-{_commit[..10]}-{Environment.ProcessId}"));
    }

    /// <summary>What the commit says it made.</summary>
    public PipelineLock Lock { get; }

    /// <summary>Compiles and runs without the cache, and compares. The work tree is gone afterwards, whatever happens; the checkout is not touched.</summary>
    /// <exception cref="ConfigurationException">The commit cannot be built, or its run fails.</exception>
    public async Task<ReproductionResult> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            _session.Progress($"Checking out {_commit[..10]}");
            _git.AddWorktree(_folder, _commit);
            var workspace = new Workspace(_folder);
            await BringDataAsync(workspace, cancellationToken).ConfigureAwait(false);
            _session.Progress("Compiling its host and running its pipeline without the cache");
            var run = await BuildAsync(workspace, cancellationToken).ConfigureAwait(false);
            return Compare(run);
        }
        finally
        {
            if (Directory.Exists(_folder)) _git.RemoveWorktree(_folder);
        }
    }

    /// <summary>What is here need not be fetched again; the rest the run fetches itself.</summary>
    private async Task BringDataAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        var here = Remotes.Open(_session.Workspace.Store.Root, new RemoteOptions { Time = _session.Options.Time });
        foreach (var locked in Partitions.Of(DataLock.Load(workspace.DataLockPath)).Where(l => ChunkedFile.Contains(_session.Workspace.Store, l.Partition.Digest)))
        {
            await here.PullFileAsync(workspace.Store, locked.Partition.Digest, locked.Partition.Size, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<RunRecord> BuildAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        string[] command = OperatingSystem.IsWindows() ? ["cmd", "/c", "build.cmd"] : ["bash", "build.sh"];
        var built = await ChildProcess.RunAsync(command[0], [.. command[1..], ":mlops", "run", _session.Pipeline.Name, "--no-cache"], _folder, cancellationToken).ConfigureAwait(false);
        var records = RunLog.Of(workspace).All().Where(r => r.Kind is null && r.Pipeline == _session.Pipeline.Name);

        // A run that fails its gates has computed what there is to compare.
        return records.FirstOrDefault(r => r.State == RunState.Finished)
            ?? throw new ConfigurationException($"Commit {_commit[..10]} cannot be built again; its run ended with {built.ExitCode}:{Environment.NewLine}{built.Output.TrimEnd()}");
    }

    private ReproductionResult Compare(RunRecord run)
    {
        var computed = run.Steps.Where(s => !s.Name.StartsWith("check@", StringComparison.Ordinal)).ToDictionary(s => s.Name, StringComparer.Ordinal);

        // What the lock does not have was not part of what was accepted: a lock is written by a run that may have gone less far.
        var steps = InOrder().Select(name => new ReproducedStep(name, Lock.Steps[name].Outputs, computed.GetValueOrDefault(name)?.Outputs));
        var other = Lock.Parameters.Where(p => run.Parameters.GetValueOrDefault(p.Key) != p.Value).Select(p => $"{p.Key} {p.Value}, not {run.Parameters.GetValueOrDefault(p.Key) ?? "there any more"}");
        return new ReproductionResult(_commit, Lock.Model, run.Model, [.. steps], [.. other]);
    }

    /// <summary>The lock's steps, each after those whose outputs it reads; among equals by name.</summary>
    private List<string> InOrder()
    {
        var makers = Lock.Steps.SelectMany(s => s.Value.Outputs.Values.Select(o => (Output: o, s.Key))).ToLookup(m => m.Output, m => m.Key);
        var order = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in Lock.Steps.Keys) Visit(name);
        return order;

        void Visit(string name)
        {
            if (!seen.Add(name)) return;
            foreach (var earlier in Lock.Steps[name].Inputs.Values.SelectMany(i => makers[i])) Visit(earlier);
            order.Add(name);
        }
    }

    private static PipelineLock Read(byte[] bytes, string shownAs)
    {
        try
        {
            return StepJson.Read<PipelineLock>(bytes);
        }
        catch (JsonException problem)
        {
            throw new ConfigurationException($"{shownAs}: {problem.Message}", problem);
        }
    }
}
