using MLOpsBuild.Targets.Definition;
using MLOpsBuild.Targets.Planning;

namespace MLOpsBuild.Targets.Running;

/// <summary>The targets of a plan that wait for nothing any more, the first of the plan first. Belongs to the runner's loop.</summary>
internal sealed class TargetQueue
{
    private readonly PriorityQueue<TargetRun, int> _free = new();
    private readonly Dictionary<ExecutableTarget, Waiting> _waiting = [];

    public TargetQueue(BuildPlan plan, IReadOnlyList<TargetRun> runs)
    {
        foreach (var (place, run) in runs.Index()) _waiting[run.Target] = new Waiting(run, place);
        foreach (var (target, waiting) in _waiting)
        {
            foreach (var earlier in plan.Waits[target].Select(t => _waiting[t]).Where(w => !w.Run.HasEnded))
            {
                waiting.Open++;
                earlier.Later.Add(waiting);
            }
        }

        foreach (var waiting in _waiting.Values)
        {
            waiting.Run.HasNowEnded = Release;
            if (waiting.Open == 0) _free.Enqueue(waiting.Run, waiting.Place);
        }
    }

    /// <summary>Takes the next target out; null when none may start now.</summary>
    public TargetRun? Next()
    {
        while (_free.TryDequeue(out var run, out _))
            if (run.IsWaiting) return run;
        return null;
    }

    private void Release(TargetRun ended)
    {
        foreach (var later in _waiting[ended.Target].Later)
            if (--later.Open == 0) _free.Enqueue(later.Run, later.Place);
    }

    private sealed class Waiting(TargetRun run, int place)
    {
        public TargetRun Run { get; } = run;

        public int Place { get; } = place;

        public int Open { get; set; }

        public List<Waiting> Later { get; } = [];
    }
}
