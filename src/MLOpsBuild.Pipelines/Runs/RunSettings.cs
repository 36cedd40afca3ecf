using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Pipelines.Runs;

/// <summary>What the caller decides about a run.</summary>
public sealed record RunSettings
{
    /// <summary>The clock: names the run and stamps its record; no output depends on it.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Overrides of parameters, <c>name=value</c>.</summary>
    public IReadOnlyList<string> Overrides { get; init; } = [];

    /// <summary>Worker threads; at least 1. No result depends on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>True to compute everything again.</summary>
    public bool NoCache { get; init; }

    /// <summary>Steps to compute again; <c>features</c> means all of <c>features@…</c>. Default: none.</summary>
    public IReadOnlySet<string> Force { get; init; } = new HashSet<string>();

    /// <summary>The Git commit, branch and state of the checkout.</summary>
    public CheckoutState Checkout { get; init; } = new(null, null, false);

    /// <summary>Another kind of run of the same pipeline, such as a challenger's: what changed since the last run is told against runs of its kind. Null for the usual one.</summary>
    public string? Kind { get; init; }

    /// <summary>Results that others computed, asked for what is not known here; null for none.</summary>
    public ISharedResults? Shared { get; init; }

    /// <summary>What compiled code runs on, a part of every step's key. Default: this runtime.</summary>
    public string Toolchain { get; init; } = StepRunOptions.CurrentToolchain;

    /// <summary>Told in a sentence of what the user should look at.</summary>
    public Action<string>? Warned { get; init; }

    /// <summary>Told of every finished step.</summary>
    public Action<StepRun>? Finished { get; init; }

    /// <summary>Architecture and cores: <c>x64, 2 cores</c>.</summary>
    public static string MachineClass =>
        $"{System.Runtime.InteropServices.RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}, {Environment.ProcessorCount} cores";
}

/// <summary>Where a checkout stands in Git.</summary>
/// <param name="Commit">The commit; null outside of Git.</param>
/// <param name="Branch">The branch; null when detached or outside of Git.</param>
/// <param name="Dirty">True when the working tree has changes.</param>
public sealed record CheckoutState(string? Commit, string? Branch, bool Dirty);
