using System.Collections.Concurrent;
using MLOpsBuild.Content;
using MLOpsBuild.Learning.Loading;

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

    /// <summary>Results that others computed, asked for what is not known here; null for none.</summary>
    public ISharedResults? Shared { get; init; }

    /// <summary>What compiled code runs on, a part of every key. Default: this runtime.</summary>
    public string Toolchain { get; init; } = CurrentToolchain;

    /// <summary>The folder below which source files are looked for when changed code is named; null to name methods alone.</summary>
    public string? Sources { get; init; }

    /// <summary>Told of every finished step.</summary>
    public Action<StepRun>? Finished { get; init; }

    /// <summary>Told in a sentence of what the user should look at.</summary>
    public Action<string>? Warned { get; init; }

    /// <summary>The runtime: <c>.NET 10.0.1</c>.</summary>
    public static string CurrentToolchain => $".NET {Environment.Version}";

    /// <summary>The digests of code that was read before, for runners that share their steps' code; null to look it up anew.</summary>
    internal ConcurrentDictionary<string, Digest>? Code { get; init; }
}
