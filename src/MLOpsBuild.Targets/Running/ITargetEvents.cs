namespace MLOpsBuild.Targets.Running;

/// <summary>What the runner tells about targets with actions. All calls come from its loop, one at a time.</summary>
internal interface ITargetEvents
{
    void Running(TargetRun run);

    void Skipped(TargetRun run);

    void Ended(TargetRun run, Exception? exception);
}
