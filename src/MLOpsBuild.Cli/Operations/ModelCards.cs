using System.Text;
using MLOpsBuild.Pipelines;
using MLOpsBuild.Reporting;
using MLOpsBuild.Reporting.Cards;

namespace MLOpsBuild.Cli.Operations;

/// <summary>The model's card in the repository, <c>docs/model-cards/NAME.md</c>: facts by us, the rest by its authors. A package carries the shorter <see cref="ModelCard"/>, whose bytes its digest covers.</summary>
public static class ModelCards
{
    /// <summary>Writes the card when what it says has changed; the pipeline is run as far as needed.</summary>
    /// <exception cref="ConfigurationException">Somebody took one half of a marker away.</exception>
    public static async Task<Outcome> Write(Session session, CancellationToken cancellationToken = default)
    {
        var run = session.Run;
        await run.UntilAsync([run.Release.Evaluation], cancellationToken).ConfigureAwait(false);
        var report = await Reports.ComposeAsync(session, run, cancellationToken).ConfigureAwait(false);
        var model = run.Reader().Read(run.Release.Model);
        var facts = new ModelCardFacts(report, run.Release.Features.Label.Name, model.Task.ToString().ToLowerInvariant(), model.Format)
        {
            Features = [.. run.Release.Features.Set.Features.Select(f => (f.Name, f.Type.ToString().ToLowerInvariant(), f.Description))],
            FairnessGates = Checks.Of(session).Where(g => g.Kind.Kind == "fairness").Select(g => g.Name).ToHashSet(StringComparer.Ordinal),
            Parameters = [.. run.Parameters.Select(p => new Setting(p.Key, p.Value))],
        };
        var path = Path.Combine(session.Workspace.Root, "docs", "model-cards", run.Pipeline.Name + ".md");
        var existing = File.Exists(path) ? await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false) : null;
        var card = Text(facts, existing, session.Workspace.Show(path));
        if (card == existing) return Outcome.Done("as before", session.Workspace.Show(path));
        LocalFile.Write(path, Encoding.UTF8.GetBytes(card));
        return Outcome.Done(existing is null ? "written; say in it what the model is for" : "brought up to date", session.Workspace.Show(path));
    }

    private static string Text(ModelCardFacts facts, string? existing, string shownAs)
    {
        try
        {
            return ModelCardPage.Write(facts, existing);
        }
        catch (FormatException problem)
        {
            throw new ConfigurationException($"{shownAs}: {problem.Message}", problem);
        }
    }
}
