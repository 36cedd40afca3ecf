using MLOpsBuild.Content;
using MLOpsBuild.Delivery.Attestations;
using MLOpsBuild.Delivery.Environments;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Delivery.Promotion;

/// <summary>Lists everything that stands between a package and an environment.</summary>
internal sealed class PromotionCheck
{
    private readonly EnvironmentFile _environment;
    private readonly Digest _package;
    private readonly PromotionContext _context;
    private readonly List<Finding> _findings = [];
    private bool _onlyHolds = true;

    public PromotionCheck(EnvironmentFile environment, Digest package, PromotionContext context) =>
        (_environment, _package, _context) = (environment, package, context);

    public GateResult Run(IReadOnlyList<EvidenceRecord> evidence)
    {
        CheckPackage();
        CheckOrder();
        foreach (var gate in _environment.Requires) CheckGate(gate, [.. evidence.Where(e => e.Result.Gate == gate)]);
        foreach (var broken in evidence.Where(e => e.Result.Gate == Evidence.UnreadableGate && !_environment.Requires.Contains(Evidence.UnreadableGate)))
        {
            Refuse(Evidence.UnreadableGate, broken.Result.Summary);
        }

        var refusals = _findings.Count(f => f.Severity == Severity.Error);
        var verdict = refusals == 0 ? Verdict.Pass : _onlyHolds ? Verdict.Hold : Verdict.Fail;
        var summary = refusals == 0
            ? $"{_package.Short} may be promoted: {Count(_environment.Requires.Count, "required verdict")} passed."
            : $"{_package.Short} may not be promoted: {Count(refusals, "requirement")} not met.";
        return new GateResult(Promoter.GateName, verdict, summary, [.. _findings.OrderByDescending(f => f.Severity)]);
    }

    private void CheckPackage()
    {
        if (_environment.Quarantined.Contains(_package))
        {
            Refuse("quarantine", $"{_package} was rolled back here and is quarantined; train a new model, or take the digest off the list by a reviewed change.");
        }

        if (_context.PackageModel is { } model && model != _environment.Model)
        {
            Refuse("model", $"the package holds the model '{model}'; this environment serves '{_environment.Model}'.");
        }

        if (_environment.Digest == _package) _findings.Add(new Finding(Severity.Info, "unchanged", "the environment has this digest already."));
    }

    private void CheckOrder()
    {
        if (_environment.After is not { } after) return;
        if (_context.After is not { } first) Refuse("after", $"the environment '{after}', which must have the digest first, does not exist or cannot be read.");
        else if (first.Digest != _package) Refuse("after", $"'{after}' has {first.Digest?.Short ?? "no digest"}, not {_package.Short}; promote it there first.");
        else _findings.Add(new Finding(Severity.Info, "after", $"'{after}' has it."));
    }

    private void CheckGate(string gate, IReadOnlyList<EvidenceRecord> records)
    {
        if (records.Count == 0)
        {
            Refuse(gate, "no verdict is attached to the package; run the gate and attach it.");
            return;
        }

        foreach (var record in records) CheckRecord(gate, record);
    }

    private void CheckRecord(string gate, EvidenceRecord record)
    {
        var summary = record.Result.Summary;
        switch (record.Result.Verdict)
        {
            case Verdict.Pass when Differs(_context.GateConfiguration, record.Binding?.GateConfiguration) is { } other:
                Refuse(gate, $"it passed, but by another gate configuration ({other}); run it again.");
                break;
            case Verdict.Pass when Differs(_context.EvaluationData, record.Binding?.EvaluationData) is { } other:
                Refuse(gate, $"it passed, but on other evaluation data ({other}); run it again.");
                break;
            case Verdict.Pass:
                _findings.Add(new Finding(Severity.Info, gate, $"passed: {summary}"));
                break;
            case Verdict.Hold:
                _findings.Add(new Finding(Severity.Error, gate, $"holds: {summary}"));
                break;
            case Verdict.Fail:
                Refuse(gate, $"failed: {summary}");
                break;
            default:
                Refuse(gate, $"could not be carried out: {summary}");
                break;
        }
    }

    private static string? Differs(Digest? wanted, Digest? found) => wanted is null || wanted == found ? null : $"{found?.Short ?? "none"} instead of {wanted.Value.Short}";

    private void Refuse(string rule, string message)
    {
        _onlyHolds = false;
        _findings.Add(new Finding(Severity.Error, rule, message));
    }

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
