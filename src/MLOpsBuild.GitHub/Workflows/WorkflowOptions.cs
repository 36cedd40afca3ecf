namespace MLOpsBuild.GitHub.Workflows;

/// <summary>What differs between repositories in the generated workflows.</summary>
public sealed record WorkflowOptions
{
    /// <summary>The protected branch from which models are delivered.</summary>
    public string MainBranch { get; init; } = "main";

    /// <summary>The label of the machines, with its version: a label that moves changes the toolchain unasked.</summary>
    public string Runner { get; init; } = "ubuntu-24.04";

    /// <summary>The label of machines with another kind of processor, on which models must have the same bytes.</summary>
    public string OtherRunner { get; init; } = "ubuntu-24.04-arm";

    /// <summary>When to look for a reason to retrain: a five-field cron expression in UTC. Off the full hour, when GitHub's queue is longest.</summary>
    public string RetrainSchedule { get; init; } = "17 4 * * *";

    /// <summary>The environments that models are promoted to, in order.</summary>
    public IReadOnlyList<string> Environments { get; init; } = ["staging", "production"];

    /// <summary>Minutes after which a check of a change is ended.</summary>
    public int CheckMinutes { get; init; } = 60;

    /// <summary>Minutes after which a job that only publishes is ended.</summary>
    public int ReportMinutes { get; init; } = 15;

    /// <summary>Minutes after which a delivery is ended.</summary>
    public int DeliverMinutes { get; init; } = 30;

    /// <summary>Minutes after which a retraining is ended.</summary>
    public int RetrainMinutes { get; init; } = 180;
}
