using MLOpsBuild.Learning;
using MLOpsBuild.Pipelines.Features;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Serving.Compatibility;

/// <summary>Whether a model can take the accepted one's place: the same requests work, its features feed it, and it runs within its budgets here.</summary>
public static class CompatibilityTests
{
    private const string Gate = "compatibility";

    /// <summary>Runs every check and reports all that is wrong at once.</summary>
    /// <param name="accepted">What callers rely on today; null for a first model, which nobody relies on yet.</param>
    /// <param name="model">The model to judge.</param>
    /// <param name="features">What would feed it.</param>
    /// <param name="requirement">What it needs and may cost.</param>
    public static GateResult Check(ModelContract? accepted, ITrainedModel model, IFeatureSet features, RuntimeRequirement requirement)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(requirement);
        var findings = new List<Finding>();
        var fits = ServedModel.Mismatch(model.Inputs, features.Features);
        if (fits is not null) findings.Add(new Finding(Severity.Error, "signature", fits));
        if (accepted is not null) ContractComparison.Compare(accepted, model, features, findings);
        RuntimeChecks.Check(requirement, findings);
        if (fits is null) BudgetChecks.Check(model, features, requirement, findings);
        var ordered = findings.OrderByDescending(finding => finding.Severity).ToList();
        var errors = ordered.Count(finding => finding.Severity is Severity.Error);
        var summary = errors == 0
            ? accepted is null ? "The model runs within its budgets; there is no accepted model to compare with." : "The model can take the accepted one's place."
            : $"{errors} {(errors == 1 ? "reason speaks" : "reasons speak")} against serving the model.";
        return GateResult.From(Gate, summary, ordered);
    }
}
