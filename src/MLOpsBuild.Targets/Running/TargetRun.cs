using MLOpsBuild.Targets.Definition;
using MLOpsBuild.Targets.Planning;
using MLOpsBuild.Targets.Reporting;

namespace MLOpsBuild.Targets.Running;

/// <summary>One target of the plan while a build goes on. Its status changes only in the runner's loop; its report may come from any thread.</summary>
internal sealed class TargetRun(ExecutableTarget target, string why) : ITargetReport
{
    private readonly Lock _lock = new();
    private readonly SummaryPairs _pairs = new();
    private TargetOutcome? _outcome;

    public ExecutableTarget Target { get; } = target;

    public string Name => Target.Name;

    public CancellationToken CancellationToken { get; set; }

    public ExecutionStatus Status { get; private set; } = ExecutionStatus.Scheduled;

    public string Why { get; private set; } = why;

    public TimeSpan? Duration { get; set; }

    /// <summary>The clock's stamp at which the target became a running one.</summary>
    public long Started { get; set; }

    public int ExitCode { get; private set; }

    public bool IsWaiting => Status == ExecutionStatus.Scheduled;

    public bool HasEnded => Status is not (ExecutionStatus.Scheduled or ExecutionStatus.Running);

    /// <summary>Called once, in the runner's loop, when the target has ended in whatever way.</summary>
    public Action<TargetRun>? HasNowEnded { get; set; }

    public static IReadOnlyList<TargetRun> For(BuildPlan plan) => [.. plan.Targets.Select(t => new TargetRun(t, plan.WhyPlanned(t)))];

    public void Report(TargetOutcome outcome)
    {
        lock (_lock) _outcome = outcome;
    }

    public void AddPair(string key, object? value)
    {
        lock (_lock) _pairs.AddPair(key, value);
    }

    public void Become(ExecutionStatus status, string? why = null, int exitCode = 0)
    {
        Status = status;
        Why = why ?? Why;
        ExitCode = exitCode;
        if (HasEnded) HasNowEnded?.Invoke(this);
    }

    public TargetResult ToResult()
    {
        lock (_lock) return new TargetResult(Target, Status, _outcome?.Verdict, Duration, WhyText(), [.. _pairs.Pairs], ExitCode);
    }

    private string WhyText() => _outcome switch
    {
        // A failure's own message is worth more than why the target was run.
        _ when Status == ExecutionStatus.Failed => _outcome is { Why: { Length: > 0 } why } ? $"{why}: {Why}" : Why,
        { Cached: true, Why: { } why } => why.StartsWith("cached", StringComparison.OrdinalIgnoreCase) ? why : $"cached: {why}",
        { Cached: true } => "cached",
        { Why: { } why } => why,
        _ => Why,
    };
}
