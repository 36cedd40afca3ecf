using MLOpsBuild.Cli.Output;
using MLOpsBuild.Content;
using MLOpsBuild.Delivery.Attestations;
using MLOpsBuild.Pipelines;

namespace MLOpsBuild.Cli.Commands;

/// <summary>Packages as text.</summary>
internal static class ModelText
{
    public static Reply List(IReadOnlyList<LocalPackage> packages, ContentStore store) => new(
        new { packages = packages.Select(p => new { p.Digest, p.Pipeline, newest = p.IsNewest, run = p.Run?.Id, evidence = store.Referrers(p.Digest).Count }) },
        Grid.Of(
            packages,
            ("package", p => p.Digest.Short),
            ("pipeline", p => p.Pipeline),
            ("newest", p => p.IsNewest ? "yes" : ""),
            ("run", p => p.Run?.Id ?? ""),
            ("evidence", p => Texts.Count(store.Referrers(p.Digest).Count))))
    {
        Essence = [.. packages.Select(p => p.Digest.ToString())],
        Notes = packages.Count == 0 ? ["There are no packages yet; './build.sh Package' makes one, './mlops model pull' fetches one."] : [],
    };

    public static Reply Show(Workspace workspace, Digest digest)
    {
        var manifest = workspace.Store.GetManifest(digest);
        var verdicts = Evidence.Records(workspace.Store, digest);
        var others = workspace.Store.Referrers(digest).Where(r => r.ArtifactType != Evidence.ArtifactType).ToArray();
        return new Reply(
            new { digest, manifest, evidence = verdicts.Select(v => new { v.Artifact, v.Result, v.Binding }), referrers = others },
            new Lines([$"package {digest}", $"type {manifest.ArtifactType ?? manifest.MediaType}, config {manifest.Config.Digest.Short} ({Texts.Size(manifest.Config.Size)})", .. Annotations(manifest)]),
            Grid.Of(manifest.Layers, ("layer", l => l.Digest.Short), ("size", l => Texts.Size(l.Size)), ("type", l => l.MediaType), ("file", File)),
            Grid.Of(verdicts, ("evidence", v => v.Artifact.Short), ("gate", v => v.Result.Gate), ("verdict", v => v.Result.Verdict.ToString().ToLowerInvariant()), ("summary", v => v.Result.Summary)),
            new Lines([.. others.Select(r => $"referrer {r.Digest.Short} {r.ArtifactType}"), $"{Texts.Plural(manifest.Layers.Count, "layer")}, {Texts.Size(manifest.Layers.Sum(l => l.Size))}; {verdicts.Count} verdicts as evidence."]))
        {
            Essence = [digest.ToString()],
        };
    }

    private static IEnumerable<string> Annotations(OciManifest manifest) => manifest.Annotations?.Select(a => $"{a.Key} = {a.Value}") ?? [];

    private static string File(Descriptor layer) => layer.Annotations?.Where(a => a.Key.EndsWith(".filepath", StringComparison.Ordinal) || a.Key.EndsWith(".title", StringComparison.Ordinal)).Select(a => a.Value).FirstOrDefault() ?? "";
}
