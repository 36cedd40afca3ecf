using MLOpsBuild.Delivery.Environments;
using MLOpsBuild.Delivery.Promotion;
using MLOpsBuild.Git;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Cli.Operations;

/// <summary>Environments follow files in Git: promotion and rollback are commits.</summary>
public static class Promotion
{
    private static readonly GitIdentity ScratchIdentity = new("MLOpsBuild scratch clone", "scratch@mlopsbuild.invalid");

    /// <summary>Promotes the package to one environment, or to all of them in order.</summary>
    /// <param name="session">The session.</param>
    /// <param name="environment">The environment; null for all that serve the pipeline's model.</param>
    /// <param name="onScratchClone">True to commit in a clone that is thrown away, false for the user's branch.</param>
    /// <param name="cancellationToken">Not needed: commits are quick.</param>
    public static Task<Outcome> Promote(Session session, string? environment, bool onScratchClone, CancellationToken cancellationToken = default)
    {
        var package = session.Started?.Package ?? PackageReference.Resolve(session, null);
        if (session.Started?.Package is not null) EvidenceOf.Attach(session, package);
        return OnRepository(session, onScratchClone, fresh: true, repository => Each(session, Named(session, repository, environment), name => Promoter.Promote(repository, session.Workspace.Store, new PromotionRequest(name, package)
        {
            Identity = onScratchClone ? ScratchIdentity : null,
            GateConfiguration = session.Started is null ? null : EvidenceOf.GateConfiguration(session),
        })));
    }

    /// <summary>Returns one environment, or the last one, to its last good package, and quarantines the one that was there.</summary>
    /// <param name="session">The session.</param>
    /// <param name="environment">The environment; null for the last one that serves the pipeline's model.</param>
    /// <param name="onScratchClone">True to commit in the scratch clone, false for the user's branch.</param>
    /// <param name="cancellationToken">Not needed: commits are quick.</param>
    public static Task<Outcome> Rollback(Session session, string? environment, bool onScratchClone, CancellationToken cancellationToken = default) =>
        OnRepository(session, onScratchClone, fresh: false, repository =>
        {
            var name = Named(session, repository, environment) is [.., var last] ? last : null;
            if (onScratchClone && name is not null && Delivery.Promotion.History.Of(repository, name).Count(e => e.Digest is not null) < 2) return Outcome.Done("skipped", $"{name} has no earlier model to return to yet");
            return Each(session, name is null ? [] : [name], each => Promoter.Rollback(repository, new RollbackRequest(each)
            {
                Identity = onScratchClone ? ScratchIdentity : null,
                Reason = onScratchClone ? "Shows the way back; nothing was wrong." : null,
            }));
        });

    /// <summary>What an environment served, since when and by whom, newest first.</summary>
    public static Task<Outcome> History(Session session, string environment, CancellationToken cancellationToken = default)
    {
        if (session.Git is not { } repository) return Task.FromResult(Outcome.Failed("This folder is no Git repository, so there is no history.", ExitCodes.Usage));
        var entries = Delivery.Promotion.History.Of(repository, environment);
        return Task.FromResult(Outcome.Done(
            $"{entries.Count} changes",
            [.. entries.Select(e => $"{e.At:yyyy-MM-dd HH:mm zzz}  {e.Commit[..10]}  {e.Digest?.Short ?? "nothing",-12}  {e.Author}: {e.Subject}")]));
    }

    private static Task<Outcome> OnRepository(Session session, bool scratch, bool fresh, Func<GitRepository, Outcome> work)
    {
        if (session.Git is not { } own || session.Checkout.Commit is null) return Task.FromResult(Outcome.Done("skipped: this folder has no Git history"));
        if (!scratch) return Task.FromResult(work(own));
        var folder = Path.Combine(session.Workspace.LocalFolder, "scratch", "promotion");
        if (fresh || !Directory.Exists(folder))
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            own.CloneFolder(EnvironmentFile.Folder, folder);
        }

        var outcome = work(new GitRepository(folder));
        return Task.FromResult(outcome with { Why = "on a scratch clone, your branch is as it was", Lines = [.. outcome.Lines, $"committed in {session.Workspace.Show(folder)}, a scratch clone: your branch is as it was"] });
    }

    private static IReadOnlyList<string> Named(Session session, GitRepository repository, string? environment) => environment is null
        ? [.. EnvironmentFiles.InOrder(repository.Root).Where(e => e.Value.Model == session.Pipeline.Name).Select(e => e.Key)]
        : [environment];

    private static Outcome Each(Session session, IReadOnlyList<string> environments, Func<string, PromotionResult> change)
    {
        if (environments.Count == 0) return Outcome.Done("skipped", $"no environment serves {session.Pipeline.Name}");
        var lines = new List<string>();
        foreach (var name in environments)
        {
            var result = change(name);
            if (result.Outcome is not (PromotionOutcome.Done or PromotionOutcome.Unchanged))
            {
                var findings = result.Check?.Findings.Where(f => f.Severity != Severity.Info).Select(f => $"{Environment.NewLine}  {f.Rule}: {f.Message}") ?? [];
                return Outcome.Failed($"{name}: {result.Message}{string.Concat(findings)}", result.Outcome == PromotionOutcome.Refused ? ExitCodes.GateFailed : ExitCodes.Usage);
            }

            lines.Add($"{name}: {result.Message}");
        }

        return Outcome.Done("by commit", lines);
    }
}
