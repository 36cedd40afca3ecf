using MLOpsBuild.Content;

namespace MLOpsBuild.Pipelines.Steps;

/// <summary>Where the result of a key was found, or the right to compute it.</summary>
/// <param name="Result">The result; null when it must be computed.</param>
/// <param name="Why">Where the result was found; null when it was not.</param>
/// <param name="Refusal">Why a shared result is not used; null when there is none, or it is used.</param>
/// <param name="Claim">The right to compute; null when there is nothing to compute.</param>
internal sealed record StepFind(StepResult? Result, string? Why, string? Refusal, StepClaim? Claim) : IDisposable
{
    public void Dispose() => Claim?.Dispose();
}

/// <summary>Looks for results: here first, then where results are shared. Of several runs that lack the same result one computes it and the others wait.</summary>
internal sealed class StepFinder(StepCache cache, StepRunOptions options)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>True when a step is computed whatever is known.</summary>
    public bool IsForced(Step step) => options.NoCache || options.Force.Contains(step.Name);

    /// <summary>The result, or the right to compute it. Waits while another run of this checkout computes the same.</summary>
    public async Task<StepFind> FindAsync(Step step, Digest key, CancellationToken cancellationToken)
    {
        // Asked for twice is done twice: only those who look for a result wait for it.
        if (IsForced(step)) return new StepFind(null, null, null, null);
        if (cache.Find(key) is { } known) return new StepFind(known, Hit(known), null, null);
        var claim = await ClaimAsync(key, cancellationToken).ConfigureAwait(false);
        try
        {
            // Whoever had the claim may have finished between the two looks.
            if (cache.Find(key) is { } made)
            {
                claim?.Dispose();
                return new StepFind(made, Hit(made) + (claim is null ? ", which was at work on it" : ""), null, null);
            }

            var answer = await AskAsync(step, key, fetch: true, cancellationToken).ConfigureAwait(false);
            if (answer.Result is not { } shared) return new StepFind(null, null, answer.Refusal, claim);
            cache.Keep(key, shared);
            claim?.Dispose();
            return new StepFind(shared, Hit(shared), null, null);
        }
        catch
        {
            claim?.Dispose();
            throw;
        }
    }

    /// <summary>Whether there is a result, without fetching, waiting or claiming anything.</summary>
    public async Task<StepFind> PeekAsync(Step step, Digest key, CancellationToken cancellationToken)
    {
        if (IsForced(step)) return new StepFind(null, null, null, null);
        if (cache.Find(key) is { } known) return new StepFind(known, Hit(known), null, null);
        var answer = await AskAsync(step, key, fetch: false, cancellationToken).ConfigureAwait(false);
        return new StepFind(answer.Result, answer.Result is { } shared ? Hit(shared) : null, answer.Refusal, null);
    }

    /// <summary>The right to compute; null when another run had it, and has made the result.</summary>
    private async Task<StepClaim?> ClaimAsync(Digest key, CancellationToken cancellationToken)
    {
        while (true)
        {
#pragma warning disable CA2000 // Whoever asked for the claim gives it back.
            var claim = StepClaim.TryTake(cache.ClaimPath(key));
#pragma warning restore CA2000
            if (claim is not null) return claim;
            await Task.Delay(Pause, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            if (cache.Find(key) is not null) return null;
        }
    }

    /// <summary>A verdict is this checkout's own: nobody else's pass counts here.</summary>
    private async Task<SharedAnswer> AskAsync(Step step, Digest key, bool fetch, CancellationToken cancellationToken)
    {
        if (options.Shared is not { } shared || step.Kept is not null) return SharedAnswer.None;
        var answer = await shared.FindAsync(key, fetch, cancellationToken).ConfigureAwait(false);
        if (answer.Refusal is { } refusal) options.Warned?.Invoke($"{step.Name}: {refusal}");
        return answer;
    }

    private static string Hit(StepResult found) =>
        $"hit, from run {found.Run}{(found.Branch is { } branch ? $" on branch {branch}" : "")}{(found.Remote is { } remote ? $", by way of {remote}" : "")}";
}
