using MLOpsBuild.Cli.Operations;
using MLOpsBuild.Cli.Output;
using MLOpsBuild.Pipelines.Lineage;

namespace MLOpsBuild.Cli.Commands;

/// <summary>Lineage as text.</summary>
internal static class LineageText
{
    /// <summary>Everything built on a partition.</summary>
    public static Reply Forward(LineageSources sources, IReadOnlyList<NamedPartition> partitions)
    {
        var rows = partitions.SelectMany(p => sources.Graph.BuiltOn(p.Digest).Select(m => (Partition: p, Model: m))).ToArray();
        return new Reply(
            new { partitions = partitions.Select(p => new { p.Place, p.Digest, models = sources.Graph.BuiltOn(p.Digest).Select(m => new { uses = m.UsesOf(p.Digest), lineage = Json(m) }) }) },
            new Lines([.. partitions.Select(p => $"{p.Place} {p.Digest}")]),
            Grid.Of(
                rows,
                ("partition", r => r.Partition.Digest.Short),
                ("used for", r => string.Join(", ", r.Model.UsesOf(r.Partition.Digest).Select(u => u.ToString().ToLowerInvariant()))),
                ("pipeline", r => r.Model.Pipeline),
                ("model", r => r.Model.Model.Short),
                ("runs", r => Runs(r.Model)),
                ("accepted in", r => Accepted(r.Model)),
                ("packages", r => string.Join(", ", r.Model.Packages.Select(p => p.Short))),
                ("environments", r => Places(r.Model))))
        {
            Notes = [.. rows.Length == 0 ? (string[])["No run and no commit that is known here built a model on it."] : [], .. sources.Notes],
            Essence = [.. rows.Select(r => r.Model.Model.ToString()).Distinct()],
        };
    }

    /// <summary>Everything behind a model.</summary>
    /// <param name="sources">What is known.</param>
    /// <param name="model">The model.</param>
    /// <param name="origin">The making that was asked for; null for the newest.</param>
    public static Reply Backward(LineageSources sources, ModelLineage model, ModelOrigin? origin)
    {
        var shown = origin ?? model.Origins[0];
        // A pipeline lock notes no code: a run of the same model does.
        var steps = shown.Steps.Any(s => s.Code is not null) ? shown.Steps : (model.Origins.FirstOrDefault(o => o.Run is not null) ?? shown).Steps;
        var partitions = origin is null ? model.Partitions : shown.Partitions;
        return new Reply(
            new
            {
                lineage = Json(model),
                shown = new { shown.Run, shown.Commit, shown.Dirty },
                partitions = partitions.Select(u => new { u.Partition.Place, u.Partition.Digest, u.Use }),
                shown.Parameters,
                steps,
            },
            new Lines(
            [
                $"model {model.Model} of {model.Pipeline}",
                $"runs: {(model.Origins.Any(o => o.Run is not null) ? Runs(model) : "none here")}",
                .. model.Origins.Where(o => o.Run is not null).Take(1).Select(o => $"from commit {o.Commit ?? "none"}{(o.Dirty ? " and changes" : "")}"),
                .. Accepted(model) is { Length: > 0 } commits ? (string[])[$"accepted in {commits}"] : [],
                .. model.Packages.Select(p => $"package {p}"),
                .. model.Placements.Select(p => $"{p.Environment}: {(p.IsCurrent ? "now" : "before")}, {(p.Commit is { } commit ? $"since commit {commit[..10]}, {Texts.Moment(p.At!.Value)} UTC" : "not committed")}"),
            ]),
            Grid.Of(partitions, ("partition", u => u.Partition.Place), ("used for", u => u.Use.ToString().ToLowerInvariant()), ("digest", u => u.Partition.Digest.Short)),
            new Lines([.. shown.Parameters.Select(p => $"parameter {p.Key} = {p.Value}")]),
            Grid.Of(steps, ("step", s => s.Name), ("code", s => s.Code?.Short ?? ""), ("inputs", s => string.Join(", ", s.Inputs.Select(i => $"{i.Key} {i.Value.Short}")))))
        {
            Notes = sources.Notes,
            Essence = [.. partitions.Select(u => u.Partition.Place).Distinct()],
        };
    }

    private static string Runs(ModelLineage model)
    {
        string[] runs = [.. model.Origins.Select(o => o.Run).OfType<string>()];
        return runs.Length == 0 ? "" : runs[0] + (runs.Length > 1 ? $" and {runs.Length - 1} more" : "");
    }

    private static string Accepted(ModelLineage model) => string.Join(", ", model.Origins.Where(o => o.IsAccepted).Select(o => o.Commit![..10]));

    private static string Places(ModelLineage model) => string.Join(", ", model.Placements.GroupBy(p => p.Environment).Select(g => g.Any(p => p.IsCurrent) ? g.Key : $"{g.Key} before"));

    private static object Json(ModelLineage m) => new
    {
        m.Model,
        m.Pipeline,
        runs = m.Origins.Where(o => o.Run is not null).Select(o => new { id = o.Run, o.Kind, o.Commit, o.Dirty, started = o.At, o.Package }),
        accepted = m.Origins.Where(o => o.IsAccepted).Select(o => new { o.Commit, date = o.At }),
        m.Packages,
        environments = m.Placements,
        partitions = m.Partitions.Select(u => new { u.Partition.Place, u.Partition.Digest, u.Use }),
    };
}
