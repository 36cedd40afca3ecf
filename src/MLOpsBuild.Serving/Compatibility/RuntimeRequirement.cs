using System.Runtime.InteropServices;
using MLOpsBuild.Learning;
using MLOpsBuild.Learning.Loading;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Serving.Compatibility;

/// <summary>What a model needs of the machine that serves it, and what it may cost there.</summary>
public sealed record RuntimeRequirement
{
    /// <summary>The oldest .NET that will do. Default 10.0.</summary>
    public Version MinimumRuntime { get; init; } = new(10, 0);

    /// <summary>The processors that will do. Default x64 and arm64.</summary>
    public IReadOnlyList<Architecture> Architectures { get; init; } = [Architecture.X64, Architecture.Arm64];

    /// <summary>The most memory that loading the model and one prediction may allocate together, in bytes. Default 512 MiB.</summary>
    public long MemoryBudgetBytes { get; init; } = 512L * 1024 * 1024;

    /// <summary>The most that the median prediction of a single row may take. Default 10 ms.</summary>
    public TimeSpan LatencyBudget { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Rows of features to try the model on; null tries made-up ones: zeros, large values, texts never seen, and missing values where optional.</summary>
    public Table? Probe { get; init; }

    /// <summary>Reads the model back from its bytes. Default <see cref="ModelFormats.Read"/>.</summary>
    public Func<Stream, ITrainedModel> Load { get; init; } = ModelFormats.Read;

    /// <summary>The .NET that would serve. Default this one.</summary>
    public Version Runtime { get; init; } = Environment.Version;

    /// <summary>The processor that would serve. Default this one.</summary>
    public Architecture Architecture { get; init; } = RuntimeInformation.ProcessArchitecture;

    /// <summary>Measures the predictions.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
