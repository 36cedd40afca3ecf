using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using MLOpsBuild.Content;
using MLOpsBuild.Learning.Loading;
using MLOpsBuild.Pipelines.Code;

namespace MLOpsBuild.Pipelines.Steps;

/// <summary>How steps run: where, as whom, and what may be taken from the cache.</summary>
public sealed record StepRunOptions
{
    /// <summary>The pipeline's name: steps of different pipelines are remembered apart.</summary>
    public required string Pipeline { get; init; }

    /// <summary>The run's name, kept with every result it computes.</summary>
    public required string Run { get; init; }

    /// <summary>The formats that models are read in. Default: the library's.</summary>
    public ModelFormats Formats { get; init; } = ModelFormats.Default;

    /// <summary>The Git branch, kept with every result; null outside of Git.</summary>
    public string? Branch { get; init; }

    /// <summary>Threads for each step, and the bound on steps that run at once. At least 1.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>True to compute everything again; results are still kept.</summary>
    public bool NoCache { get; init; }

    /// <summary>Steps to compute again.</summary>
    public IReadOnlySet<string> Force { get; init; } = new HashSet<string>();

    /// <summary>Told of every finished step.</summary>
    public Action<StepRun>? Finished { get; init; }

    /// <summary>Code that was read before, for runners that share their steps' code; null to read it anew.</summary>
    internal ConcurrentDictionary<string, CodeManifest>? Code { get; init; }
}

/// <summary>Runs steps in the order of their data flow, side by side where they are independent, and takes from the cache what is known.</summary>
public sealed class StepRunner : IDisposable
{
    private readonly ContentStore _store;
    private readonly StepCache _cache;
    private readonly StepRunOptions _options;
    private readonly SemaphoreSlim _slots;
    private readonly long _begun = Stopwatch.GetTimestamp();
    private readonly ConcurrentDictionary<string, Lazy<Task<StepRun>>> _runs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, CodeManifest> _code;
    private readonly ConcurrentDictionary<string, Step> _steps = new(StringComparer.Ordinal);

    /// <summary>A runner over a store and its cache.</summary>
    public StepRunner(ContentStore store, StepCache cache, StepRunOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1);
        _store = store;
        _cache = cache;
        _options = options;
        _code = options.Code ?? new ConcurrentDictionary<string, CodeManifest>(StringComparer.Ordinal);
        _slots = new SemaphoreSlim(options.Threads);
    }

    /// <summary>The steps that have finished, by name.</summary>
    public IReadOnlyList<StepRun> Finished =>
        [.. _runs.Values.Where(r => r.IsValueCreated && r.Value.IsCompletedSuccessfully).Select(r => r.Value.Result).OrderBy(r => r.Name, StringComparer.Ordinal)];

    /// <summary>Makes steps known.</summary>
    /// <exception cref="ArgumentException">A step's name is taken.</exception>
    public void Add(IEnumerable<Step> steps)
    {
        foreach (var step in steps)
        {
            if (!_steps.TryAdd(step.Name, step)) throw new ArgumentException($"Two steps are named '{step.Name}'.", nameof(steps));
        }
    }

    /// <summary>Brings the named steps and everything that they read up to date.</summary>
    /// <exception cref="StepFailedException">A step threw.</exception>
    public async Task RunAsync(IReadOnlyCollection<string> steps, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
#pragma warning disable CA2025 // All of them are awaited below, before the source is disposed.
        var running = steps.Select(name => Start(name, stop)).ToArray();
#pragma warning restore CA2025
        try
        {
            await Task.WhenAll(running).ConfigureAwait(false);
        }
        catch (Exception) when (running.Select(t => t.Exception?.InnerException).OfType<StepCrash>().FirstOrDefault() is { } crash)
        {
            var skipped = _runs.Where(r => r.Key != crash.Step && !r.Value.Value.IsCompletedSuccessfully).Select(r => r.Key).Order(StringComparer.Ordinal);
            throw new StepFailedException(crash.Step, [.. skipped], crash.InnerException!);
        }
    }

    /// <summary>The key of a step, and its kept result where there is one: brings up to date what the step reads, but does not run it.</summary>
    /// <exception cref="StepFailedException">A step that it reads threw.</exception>
    internal async Task<(Digest Key, StepResult? Result)> FindAsync(string name, CancellationToken cancellationToken)
    {
        var step = _steps[name];
        await RunAsync([.. step.Inputs.Select(i => i.Artifact?.Step).OfType<string>().Distinct(StringComparer.Ordinal)], cancellationToken).ConfigureAwait(false);
        var key = KeyOf(step).ToDigest();
        return (key, _options.NoCache || _options.Force.Contains(name) ? null : _cache.Find(key));
    }

    /// <summary>The digest of an output of a step that has finished.</summary>
    /// <exception cref="InvalidOperationException">The step has not finished.</exception>
    public Digest DigestOf(Artifact artifact) => _runs.TryGetValue(artifact.Step, out var run) && run.Value.IsCompletedSuccessfully
        ? run.Value.Result.Outputs[artifact.Output]
        : throw new InvalidOperationException($"Step '{artifact.Step}' has not run.");

    /// <summary>A context to read finished outputs with.</summary>
    public StepContext Reader() => new(_store, _options.Threads, DigestOf, _options.Formats);

    /// <inheritdoc/>
    public void Dispose() => _slots.Dispose();

    private Task<StepRun> Start(string name, CancellationTokenSource stop) => _runs.GetOrAdd(name, key => new Lazy<Task<StepRun>>(() => RunOneAsync(_steps[key], stop))).Value;

    private async Task<StepRun> RunOneAsync(Step step, CancellationTokenSource stop)
    {
        var before = step.Inputs.Where(i => i.Artifact is not null).Select(i => i.Artifact!.Step).Distinct(StringComparer.Ordinal);
        await Task.WhenAll([.. before.Select(name => Start(name, stop))]).ConfigureAwait(false);
        await _slots.WaitAsync(stop.Token).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => FindOrExecuteAsync(step, stop.Token), stop.Token).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The boundary of a step: whatever it threw stops its siblings and is reported with its name.
        catch (Exception cause) when (cause is not OperationCanceledException || !stop.IsCancellationRequested)
#pragma warning restore CA1031
        {
            await stop.CancelAsync().ConfigureAwait(false);
            throw new StepCrash(step.Name, cause);
        }
        finally
        {
            _slots.Release();
        }
    }

    private async Task<StepRun> FindOrExecuteAsync(Step step, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var key = KeyOf(step);
        var digest = key.ToDigest();
        var last = _cache.Last(_options.Pipeline, step.Name);
        var forced = _options.NoCache || _options.Force.Contains(step.Name);
        var found = forced ? null : _cache.Find(digest);
        var why = found is not null
            ? $"hit, from run {found.Run}{(found.Branch is { } branch ? $" on branch {branch}" : "")}"
            : WhyRun(key, last);
        var outputs = found?.Outputs;
        var allocated = GC.GetTotalAllocatedBytes();
        if (outputs is null)
        {
            var context = new StepContext(_store, _options.Threads, DigestOf, _options.Formats);
            await step.Execute(context, cancellationToken).ConfigureAwait(false);
            outputs = context.Outputs;
            if (!step.KeepOnlyPasses || context.Passed) _cache.Keep(digest, new StepResult(outputs, _options.Run, _options.Branch));
            else _cache.Drop(digest);
        }

        _cache.Remember(_options.Pipeline, key);
        var run = new StepRun(step.Name, digest, found is not null, why, Stopwatch.GetElapsedTime(started).TotalSeconds, key.Code, key.Inputs, outputs)
        {
            Parameters = key.Parameters,
            StartedAfter = Math.Round(Stopwatch.GetElapsedTime(_begun, started).TotalSeconds, 6),
            Allocated = found is null ? GC.GetTotalAllocatedBytes() - allocated : null,
        };
        _options.Finished?.Invoke(run);
        return run;
    }

    private string WhyRun(StepKey key, StepKey? last)
    {
        if (_options.Force.Contains(key.Step)) return "forced";
        if (_options.NoCache) return "run without the cache";
        if (last is null) return "first run in this checkout";
        var differences = KeyDifference.Describe(last, key, _store);
        return differences.Count == 0 ? "its result was not kept" : string.Join("; ", differences);
    }

    private StepKey KeyOf(Step step)
    {
        var inputs = new SortedDictionary<string, Digest>(StringComparer.Ordinal);
        foreach (var input in step.Inputs) inputs[input.Name] = input.Pinned ?? DigestOf(input.Artifact!);
        var code = CodeOf(step);
        if (!_store.Contains(code.Digest)) _store.Put(code.Bytes);
        var toolchain = $".NET {Environment.Version}{(step.MachineClass is { } machine ? $", {machine}" : "")}";
        return new StepKey(step.Name, code.Digest, step.Parameters, inputs, toolchain);
    }

    /// <summary>Steps that differ only in their data share their code: it is read once.</summary>
    private CodeManifest CodeOf(Step step)
    {
        var roots = string.Join('|', step.Methods.Select(Name).Concat(step.Types.Select(t => t.AssemblyQualifiedName)));
        return _code.GetOrAdd(roots, _ => ReachableCode.From(step.Methods, step.Types));
        static string Name(MethodBase method) => $"{method.DeclaringType?.AssemblyQualifiedName}.{method.Name}#{method.MetadataToken}";
    }

    /// <summary>Carries the step's name from where it threw to where the run ends.</summary>
#pragma warning disable CA1064 // It never leaves this class.
    private sealed class StepCrash(string step, Exception cause) : Exception(cause.Message, cause)
#pragma warning restore CA1064
    {
        public string Step { get; } = step;
    }
}
