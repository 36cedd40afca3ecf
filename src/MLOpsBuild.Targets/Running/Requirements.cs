using MLOpsBuild.Targets.Parameters;

namespace MLOpsBuild.Targets.Running;

/// <summary>Checks what must hold before anything runs.</summary>
internal static class Requirements
{
    /// <summary>Every requirement of a waiting target, and every required parameter, that is not met.</summary>
    public static IReadOnlyList<string> Unmet(NukeBuild build, IReadOnlyList<TargetRun> runs)
    {
        var ofTargets = from run in runs
                        where run.IsWaiting
                        from requirement in run.Target.Blueprint.Requirements
                        where !requirement.IsMet()
                        select Describe(build, run, requirement);
        var ofBuild = from spec in build.Context.Catalog.All
                      where spec.IsRequired && IsMissing(Injection.ValueOf(build, spec.Member!))
                      select $"{spec.Option} is required{HintOf(spec)}";
        return [.. ofTargets.Concat(ofBuild).Distinct()];
    }

    private static string Describe(NukeBuild build, TargetRun run, Definition.Requirement requirement)
    {
        if (requirement.Member is null) return $"The target '{run.Name}' requires {requirement.Text}.";
        var spec = build.Context.Catalog.Find(requirement.Member);
        return spec is null
            ? $"The target '{run.Name}' requires a value in '{requirement.Member.Name}'."
            : $"The target '{run.Name}' requires {spec.Option}{HintOf(spec)}";
    }

    private static string HintOf(ParameterSpec spec) => spec.IsSecret ? $"; pass it as the environment variable {spec.Name}." : "; it has no value.";

    private static bool IsMissing(object? value) => value is null || value is string text && string.IsNullOrWhiteSpace(text);
}
