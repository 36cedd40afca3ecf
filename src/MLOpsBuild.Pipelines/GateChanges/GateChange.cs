using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.GateChanges;

/// <summary>An owner's consent to exactly these loosenings.</summary>
/// <param name="Owner">Who.</param>
/// <param name="Commit">The signed commit that says so.</param>
public sealed record GateChangeApproval(string Owner, string Commit);

/// <summary>The verdict on a change of the rules: a change is judged by the rules that it found, and one that loosens them fails until an owner approves it.</summary>
public static class GateChange
{
    /// <summary>The gate's name.</summary>
    public const string Gate = "gate-change";

    /// <summary>The trailer of a commit that approves of loosenings: their digest is its value.</summary>
    public const string Trailer = "Gate-Change-Approved";

    /// <summary>Judges a change.</summary>
    /// <param name="changes">What it does to the rules.</param>
    /// <param name="since">Where it began, as people name it: a merge base.</param>
    /// <param name="approval">An owner's consent to these loosenings; null for none.</param>
    /// <param name="hasOwners">Whether the rules that it found name owners at all.</param>
    public static GateResult Judge(RuleChanges changes, string since, GateChangeApproval? approval, bool hasOwners)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var looser = changes.Loosenings;
        if (looser.Count == 0) return new GateResult(Gate, Verdict.Pass, $"No gate, tolerance, baseline, schema or policy is looser than at {since}.", []);
        var findings = looser.Select(l => new Finding(approval is null ? Severity.Error : Severity.Warning, l.Name, l.Text, l.File)).ToArray();
        var lowered = looser.Count(l => l.IsBaseline);
        var what = $"{looser.Count} {(looser.Count == 1 ? "rule is" : "rules are")} looser than at {since}{(lowered > 0 ? $", {lowered} of them lowered baselines" : "")}";
        return approval is not null
            ? new GateResult(Gate, Verdict.Pass, $"{what}; {approval.Owner} approved in commit {approval.Commit[..Math.Min(12, approval.Commit.Length)]}.", findings)
            : new GateResult(Gate, Verdict.Fail, $"{what}. Until an owner approves, models are judged by the old ones. {HowTo(changes, hasOwners)}", findings);
    }

    private static string HowTo(RuleChanges changes, bool hasOwners) => hasOwners
        ? $"An owner approves with: git commit --allow-empty -S -m \"Approve the change of gates\" --trailer \"{Trailer}: {changes.Digest}\""
        : $"There is no {RuleFile.Owners} where the change began, so nobody can approve here: add it to the default branch first.";
}
