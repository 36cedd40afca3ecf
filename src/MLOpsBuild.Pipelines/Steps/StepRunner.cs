using System.Collections.Concurrent;
using System.Diagnostics;
using MLOpsBuild.Content;

namespace MLOpsBuild.Pipelines.Steps;

/// <summary>Runs steps in the order of their data flow, side by side where they are independent, and takes from the cache what is known.</summary>
public sealed class StepRunner : IDisposable
{
    private readonly ContentStore _store;
    private readonly StepCache _cache;
    private readonly StepRunOptions _options;
    private readonly SemaphoreSlim _slots;
    private readonly long _begun = Stopwatch.GetTimestamp();
    private readonly ConcurrentDictionary<string, Lazy<Task<StepRun>>> _runs = new(StringComparer.Ordinal);
    private readonly StepKeys _keys;
    private readonly StepFinder _finder;
    private readonly ConcurrentDictionary<string, Step> _steps = new(StringComparer.Ordinal);

    /// <summary>A runner over a store and its cache.</summary>
    public StepRunner(ContentStore store, StepCache cache, StepRunOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1);
        _store = store;
        _cache = cache;
        _options = options;
        _keys = new StepKeys(store, cache, options);
        _finder = new StepFinder(cache, options);
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

    /// <summary>What would become of the named steps and everything that they read. Runs and fetches nothing; what is kept are digests of code.</summary>
    public Task<IReadOnlyList<StepForecast>> ForecastAsync(IReadOnlyCollection<string> steps, CancellationToken cancellationToken) =>
        new StepForecaster(_steps, _keys, _finder).OfAsync(steps, cancellationToken);

    /// <summary>The key of a step, and its kept result where there is one: brings up to date what the step reads, but does not run it.</summary>
    /// <exception cref="StepFailedException">A step that it reads threw.</exception>
    internal async Task<(Digest Key, StepResult? Result)> FindAsync(string name, CancellationToken cancellationToken)
    {
        var step = _steps[name];
        await RunAsync([.. step.Inputs.Select(i => i.Artifact?.Step).OfType<string>().Distinct(StringComparer.Ordinal)], cancellationToken).ConfigureAwait(false);
        var key = _keys.Of(step, DigestOf).ToDigest();
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
        var key = _keys.Of(step, DigestOf);
        var digest = key.ToDigest();
        var allocated = GC.GetTotalAllocatedBytes();
        using var found = await _finder.FindAsync(step, digest, cancellationToken).ConfigureAwait(false);
        var why = found.Why ?? _keys.WhyRun(key, found.Refusal);
        var outputs = found.Result?.Outputs ?? await ExecuteAsync(step, digest, cancellationToken).ConfigureAwait(false);
        _cache.Remember(_options.Pipeline, key);
        var run = new StepRun(step.Name, digest, found.Result is not null, why, Stopwatch.GetElapsedTime(started).TotalSeconds, key.Code, key.Inputs, outputs)
        {
            Parameters = key.Parameters,
            StartedAfter = Math.Round(Stopwatch.GetElapsedTime(_begun, started).TotalSeconds, 6),
            Allocated = found.Result is null ? GC.GetTotalAllocatedBytes() - allocated : null,
        };
        _options.Finished?.Invoke(run);
        return run;
    }

    private async Task<SortedDictionary<string, Digest>> ExecuteAsync(Step step, Digest key, CancellationToken cancellationToken)
    {
        var context = new StepContext(_store, _options.Threads, DigestOf, _options.Formats);
        await step.Execute(context, cancellationToken).ConfigureAwait(false);
        if (context.MayBeKept(step.Kept)) _cache.Keep(key, new StepResult(context.Outputs, _options.Run, _options.Branch));
        else _cache.Drop(key);
        return context.Outputs;
    }

    /// <summary>Carries the step's name from where it threw to where the run ends.</summary>
#pragma warning disable CA1064 // It never leaves this class.
    private sealed class StepCrash(string step, Exception cause) : Exception(cause.Message, cause)
#pragma warning restore CA1064
    {
        public string Step { get; } = step;
    }
}
