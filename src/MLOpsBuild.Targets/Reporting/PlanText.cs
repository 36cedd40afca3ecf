using MLOpsBuild.Targets.Definition;
using MLOpsBuild.Targets.Planning;

namespace MLOpsBuild.Targets.Reporting;

/// <summary>The plan as text: what each invoked target needs as a tree, then the order.</summary>
internal static class PlanText
{
    public static IReadOnlyList<string> Lines(BuildPlan plan, int degree)
    {
        var lines = new List<string> { $"Plan for {string.Join(", ", plan.Invoked.Select(t => t.Name))}: {plan.Targets.Count} targets, at most {degree} at once", "" };
        var shown = new HashSet<ExecutableTarget>();
        var roots = plan.Invoked.Concat(plan.Targets.Where(t => !plan.Invoked.Contains(t) && t.TriggerDependencies.Any(plan.Targets.Contains)));
        foreach (var root in roots.Where(r => !plan.Targets.Any(t => t.ExecutionDependencies.Contains(r))))
        {
            lines.Add(root.Name + NoteOf(plan, root));
            if (shown.Add(root)) Children(root, "");
        }

        lines.AddRange(["", "Order"]);
        lines.AddRange(plan.Targets.Index().Select(t => $"{t.Index + 1,4}. {t.Item.Name}{WaitsOf(plan, t.Item)}"));
        return lines;

        void Children(ExecutableTarget target, string indent)
        {
            foreach (var (i, child) in target.ExecutionDependencies.Index())
            {
                var isLast = i == target.ExecutionDependencies.Count - 1;
                var isNew = shown.Add(child);
                var isRepeated = !isNew && child.ExecutionDependencies.Count > 0;
                lines.Add($"{indent}{(isLast ? "└─ " : "├─ ")}{child.Name}{NoteOf(plan, child)}{(isRepeated ? " (shown above)" : "")}");
                if (isNew) Children(child, indent + (isLast ? "   " : "│  "));
            }
        }
    }

    private static string NoteOf(BuildPlan plan, ExecutableTarget target)
    {
        var triggers = target.TriggerDependencies.Where(plan.Targets.Contains).Select(t => t.Name).ToList();
        return triggers.Count > 0 ? $"  (triggered by {string.Join(", ", triggers)})" : "";
    }

    private static string WaitsOf(BuildPlan plan, ExecutableTarget target) =>
        plan.Waits[target].Count == 0 ? "" : $"  after {string.Join(", ", plan.Waits[target].Select(t => t.Name))}";
}
