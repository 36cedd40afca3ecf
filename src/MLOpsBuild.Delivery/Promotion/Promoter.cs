using MLOpsBuild.Content;
using MLOpsBuild.Delivery.Attestations;
using MLOpsBuild.Delivery.Environments;
using MLOpsBuild.Delivery.Packages;
using MLOpsBuild.Git;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Delivery.Promotion;

/// <summary>Promotes and rolls back by commits to an environment's file; servers follow the file.</summary>
public static class Promoter
{
    /// <summary>The name of the verdict of <see cref="Check"/>.</summary>
    public const string GateName = "promotion";

    /// <summary>Whether a package may go to an environment: every requirement with what it says, and every one that is missing. Pure.</summary>
    /// <param name="environment">The environment, as it is on the protected branch.</param>
    /// <param name="package">The digest of the package's manifest.</param>
    /// <param name="evidence">The package's evidence.</param>
    /// <param name="context">What else to check against; null for nothing.</param>
    public static GateResult Check(EnvironmentFile environment, Digest package, IReadOnlyList<EvidenceRecord> evidence, PromotionContext? context = null) =>
        new PromotionCheck(environment, package, context ?? new PromotionContext()).Run(evidence);

    /// <summary>Checks, then writes the digest into the environment's file and commits that file alone.</summary>
    public static PromotionResult Promote(GitRepository repository, ContentStore store, PromotionRequest request)
    {
        var (opened, obstacle) = EnvironmentCommit.Open(repository, request.Environment, request.Identity);
        if (opened is null) return obstacle!;
        var environment = opened.File;
        if (environment.Digest == request.Package)
        {
            return new PromotionResult(PromotionOutcome.Unchanged, $"{request.Environment} has {request.Package.Short} already.") { Previous = environment.Digest };
        }

        if (PackageName(store, request.Package, out var problem) is not { } model) return new PromotionResult(PromotionOutcome.Refused, problem);
        var context = new PromotionContext
        {
            PackageModel = model,
            After = environment.After is { } after ? opened.Read(after) : null,
            GateConfiguration = request.GateConfiguration,
            EvaluationData = request.EvaluationData,
        };
        var check = Check(environment, request.Package, Evidence.Records(store, request.Package), context);
        if (check.Verdict != Verdict.Pass) return new PromotionResult(PromotionOutcome.Refused, check.Summary) { Check = check, Previous = environment.Digest };
        var message = Message($"Promote {model} {request.Package.Short} to {request.Environment}", request.Reason,
            ("Environment", request.Environment), ("Model-Digest", request.Package.ToString()), ("Previous-Digest", environment.Digest?.ToString()));
        return opened.Write(environment with { Digest = request.Package }, message, request.Identity) with { Check = check };
    }

    /// <summary>Returns to the newest earlier digest that is not quarantined, and quarantines the one that was there: one commit.</summary>
    public static PromotionResult Rollback(GitRepository repository, RollbackRequest request)
    {
        var (opened, obstacle) = EnvironmentCommit.Open(repository, request.Environment, request.Identity);
        if (opened is null) return obstacle!;
        var environment = opened.File;
        if (environment.Digest is not { } bad) return new PromotionResult(PromotionOutcome.Refused, $"{request.Environment} has no digest to roll back from.");
        if (request.Bad is { } expected && expected != bad)
        {
            return new PromotionResult(PromotionOutcome.Unchanged, $"{request.Environment} has {bad.Short}, no longer {expected.Short}; nothing to roll back.") { Previous = bad };
        }

        var quarantined = environment.Quarantined.Append(bad).Distinct().Order().ToList();
        var previous = History.Of(repository, request.Environment).Select(e => e.Digest).OfType<Digest>().Where(d => !quarantined.Contains(d)).Cast<Digest?>().FirstOrDefault();
        if (previous is not { } good)
        {
            return new PromotionResult(PromotionOutcome.Refused, $"The history of {request.Environment} has no earlier digest that is not quarantined. In a shallow clone, fetch the rest first: 'git fetch --unshallow'.") { Previous = bad };
        }

        var message = Message($"Roll {environment.Model} in {request.Environment} back to {good.Short}", request.Reason,
            ("Environment", request.Environment), ("Model-Digest", good.ToString()), ("Previous-Digest", bad.ToString()), ("Quarantined", bad.ToString()));
        return opened.Write(environment with { Digest = good, Quarantined = quarantined }, message, request.Identity);
    }

    private static string? PackageName(ContentStore store, Digest package, out string problem)
    {
        try
        {
            problem = string.Empty;
            return ModelPackage.Read(store, package).Name;
        }
        catch (Exception e) when (e is InvalidPackageException or ContentMissingException or ContentCorruptException)
        {
            problem = e.Message;
            return null;
        }
    }

    private static string Message(string subject, string? reason, params IReadOnlyList<(string Key, string? Value)> trailers)
    {
        // One line, so that a reason can neither end the paragraph nor pass for a trailer.
        var why = string.Join(' ', (reason ?? string.Empty).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var lines = trailers.Where(t => t.Value is not null).Select(t => $"{t.Key}: {t.Value}");
        return string.Join("\n\n", new[] { subject, why, string.Join('\n', lines) }.Where(p => p.Length > 0));
    }
}
