using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Serving.Api;

/// <summary>Collects the outcome of every check.</summary>
internal sealed class ApiReport
{
    private readonly List<Finding> _findings = [];

    public int Run { get; private set; }

    public int Failed { get; private set; }

    /// <summary>Worst first, otherwise in the order of the checks.</summary>
    public IReadOnlyList<Finding> Findings => [.. _findings.OrderByDescending(finding => finding.Severity)];

    /// <summary>Notes one check: what is wrong, or null.</summary>
    public void Note(string rule, string place, string? wrong)
    {
        Run++;
        if (wrong is not null) Failed++;
        _findings.Add(new Finding(wrong is null ? Severity.Info : Severity.Error, rule, wrong ?? "As expected.", place));
    }

    public void Warn(string rule, string message) => _findings.Add(new Finding(Severity.Warning, rule, message));
}
