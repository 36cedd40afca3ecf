using System.Diagnostics.CodeAnalysis;
using MLOpsBuild.Targets.Definition;
using MLOpsBuild.Targets.Planning;

namespace MLOpsBuild.Targets.Running;

/// <summary>Marks targets as skipped, and what is then not needed any more.</summary>
internal sealed class Skips(BuildPlan plan, IReadOnlyList<TargetRun> runs)
{
    private readonly Dictionary<ExecutableTarget, (TargetRun Run, int Place)> _byTarget = runs.Index().ToDictionary(r => r.Item.Target, r => (r.Item, r.Index));

    /// <summary>Skips what the command line says: these, or all that are not invoked when it names none. Invoked targets run, without their dependencies.</summary>
    public void ByParameter(IReadOnlyCollection<ExecutableTarget> named)
    {
        foreach (var run in runs)
        {
            var invoked = plan.IsInvoked(run.Target);
            if (named.Count == 0 ? invoked : !named.Contains(run.Target)) continue;
            if (invoked) Spread(run);
            else Skip(run, "via parameter");
        }
    }

    /// <summary>Skips the targets whose static conditions do not hold. All conditions are looked at, once.</summary>
    public void ByStaticConditions()
    {
        var reasons = runs.Select(ReasonToSkip).ToList();
        foreach (var (run, reason) in runs.Zip(reasons))
            if (reason is not null) Skip(run, reason);
    }

    /// <summary>Skips a target unless its dynamic conditions hold; true when it is skipped.</summary>
    public bool ByDynamicConditions(TargetRun run)
    {
        if (FalseOnes(run.Target.Blueprint.DynamicConditions) is not { } reason) return false;
        Skip(run, reason);
        return true;
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

    private void Skip(TargetRun run, string reason)
    {
        if (!run.IsWaiting) return;
        run.Become(ExecutionStatus.Skipped, reason);
        Spread(run);
    }

    /// <summary>Without recursion: a chain of targets may be longer than the stack.</summary>
    private void Spread(TargetRun first)
    {
        var open = new Stack<TargetRun>([first]);
        while (open.TryPop(out var skipped))
        {
            if (skipped.Target.Blueprint.WhenSkipped == DependencyBehavior.Execute) continue;
            foreach (var other in NeededBy(skipped))
            {
                if (!other.IsWaiting || plan.IsInvoked(other.Target) || plan.Wanting(other.Target).Any(t => t != skipped.Target && _byTarget[t].Run.IsWaiting)) continue;
                other.Become(ExecutionStatus.Skipped, $"because of {skipped.Name}");
                open.Push(other);
            }
        }
    }

    private IEnumerable<TargetRun> NeededBy(TargetRun run) =>
        from target in run.Target.ExecutionDependencies.Concat(run.Target.Triggers).Distinct()
        where plan.Has(target)
        orderby _byTarget[target].Place
        select _byTarget[target].Run;

    private static string? FalseOnes(IReadOnlyList<Definition.Condition> conditions)
    {
        var texts = conditions.Where(c => !c.Holds()).Select(c => c.Text).ToList();
        return texts.Count == 0 ? null : "only when " + string.Join(" && ", texts);
    }
}
