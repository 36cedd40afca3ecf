using System.Diagnostics.CodeAnalysis;
using MLOpsBuild.Targets.Definition;
using MLOpsBuild.Targets.Planning;

namespace MLOpsBuild.Targets.Running;

/// <summary>Marks targets as skipped, and what is then not needed any more.</summary>
internal static class Skips
{
    /// <summary>Skips what the command line says: these, or all that are not invoked when it names none. Invoked targets run, without their dependencies.</summary>
    public static void ByParameter(BuildPlan plan, IReadOnlyList<TargetRun> runs, IReadOnlyCollection<ExecutableTarget> named)
    {
        foreach (var run in runs)
        {
            var invoked = plan.Invoked.Contains(run.Target);
            if (named.Count == 0 ? invoked : !named.Contains(run.Target)) continue;
            if (invoked) Spread(plan, runs, run);
            else Skip(plan, runs, run, "via parameter");
        }
    }

    /// <summary>Skips the targets whose static conditions do not hold. All conditions are looked at, once.</summary>
    public static void ByStaticConditions(BuildPlan plan, IReadOnlyList<TargetRun> runs)
    {
        var reasons = runs.Select(ReasonToSkip).ToList();
        foreach (var (run, reason) in runs.Zip(reasons))
            if (reason is not null) Skip(plan, runs, run, reason);
    }

    [SuppressMessage("Design", "CA1031", Justification = "A condition is code of the build: whatever it throws is passed on with the target's name.")]
    private static string? ReasonToSkip(TargetRun run)
    {
        try
        {
            return FalseOnes(run.Target.Blueprint.StaticConditions);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"A condition of the target '{run.Name}' failed.", exception);
        }
    }

    /// <summary>Skips a target unless its dynamic conditions hold; true when it is skipped.</summary>
    public static bool ByDynamicConditions(BuildPlan plan, IReadOnlyList<TargetRun> runs, TargetRun run)
    {
        if (FalseOnes(run.Target.Blueprint.DynamicConditions) is not { } reason) return false;
        Skip(plan, runs, run, reason);
        return true;
    }

    private static void Skip(BuildPlan plan, IReadOnlyList<TargetRun> runs, TargetRun run, string reason)
    {
        if (!run.IsWaiting) return;
        run.Become(ExecutionStatus.Skipped, reason);
        Spread(plan, runs, run);
    }

    private static void Spread(BuildPlan plan, IReadOnlyList<TargetRun> runs, TargetRun skipped)
    {
        if (skipped.Target.Blueprint.WhenSkipped == DependencyBehavior.Execute) return;
        foreach (var other in runs)
        {
            if (!Needs(skipped, other) || plan.Invoked.Contains(other.Target)) continue;
            if (runs.Any(r => r != skipped && r.IsWaiting && Needs(r, other))) continue;
            Skip(plan, runs, other, $"because of {skipped.Name}");
        }
    }

    private static bool Needs(TargetRun run, TargetRun other) =>
        run.Target.ExecutionDependencies.Contains(other.Target) || run.Target.Triggers.Contains(other.Target);

    private static string? FalseOnes(IReadOnlyList<Definition.Condition> conditions)
    {
        var texts = conditions.Where(c => !c.Holds()).Select(c => c.Text).ToList();
        return texts.Count == 0 ? null : "only when " + string.Join(" && ", texts);
    }
}
