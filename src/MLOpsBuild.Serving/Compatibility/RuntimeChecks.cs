using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Serving.Compatibility;

/// <summary>Whether the machine is one that the model may run on.</summary>
internal static class RuntimeChecks
{
    public static void Check(RuntimeRequirement requirement, List<Finding> findings)
    {
        if (requirement.Runtime < requirement.MinimumRuntime)
        {
            findings.Add(new Finding(Severity.Error, "runtime", $"The model needs .NET {requirement.MinimumRuntime}; this is .NET {requirement.Runtime}."));
        }

        if (!requirement.Architectures.Contains(requirement.Architecture))
        {
            var allowed = Words.List(requirement.Architectures.Select(architecture => architecture.ToString()));
            findings.Add(new Finding(Severity.Error, "architecture", $"The model runs on {allowed}; this is {requirement.Architecture}."));
        }
    }
}
