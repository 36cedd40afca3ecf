using System.CommandLine;
using MLOpsBuild.Cli.Operations;
using MLOpsBuild.Cli.Output;
using MLOpsBuild.Content;

namespace MLOpsBuild.Cli.Commands;

/// <summary><c>mlops model …</c>: packages in the store and the registry.</summary>
internal static class ModelCommand
{
    public static Command Create(CommandHost host) => new Verb("model", "Model packages in the store and the registry") { List(host), Show(host), Push(host), Pull(host), ModelExport.Create(host), ModelImport.Create(host) };

    private static Verb List(CommandHost host)
    {
        var verb = new Verb("list", "List the packages of the local store", "mlops model list", "mlops model list --quiet");
        host.Handle(verb, (call, _) => Task.FromResult(ModelText.List(Place.Packages(call.Session.Workspace), call.Session.Workspace.Store)));
        return verb;
    }

    private static Verb Show(CommandHost host)
    {
        var digest = Reference(host);
        var verb = new Verb("show", "Show a package: manifest, layers, and the evidence that refers to it", "mlops model show 3f2a91", "mlops model show NAME --json | jq .result.evidence") { digest };
        host.Handle(verb, (call, _) => Task.FromResult(ModelText.Show(call.Session.Workspace, ModelReference.Resolve(call.Session.Workspace, call.Get(digest)!))));
        return verb;
    }

    private static Verb Push(CommandHost host)
    {
        var digest = Reference(host);
        var verb = new Verb("push", "Push a package with its evidence to the registry", "mlops model push 3f2a91", "mlops model push NAME --registry oci://registry.example/models/name") { digest, host.Shared.Registry };
        host.Handle(verb, (call, stop) => call.WhileAsync("Pushing", async () =>
        {
            var session = call.Open(new SessionOptions { Registry = call.Get(host.Shared.Registry) }, null);
            var package = ModelReference.Resolve(session.Workspace, call.Get(digest)!);
            // Only the newest package of a pipeline moves its tag: pushing an old one must not make it the current one.
            var tag = Place.Packages(session.Workspace).FirstOrDefault(p => p.Digest == package && p.IsNewest)?.Pipeline;
            var registry = session.Registry();
            await registry.PushManifestAsync(session.Workspace.Store, package, tag, stop).ConfigureAwait(false);
            var evidence = session.Workspace.Store.Referrers(package).Count;
            var shown = session.Options.Registry ?? session.Project.Registry;
            return new Reply(new { registry = shown, digest = package, tag, evidence }, new Lines($"{package} to {shown}{(tag is null ? "" : $" as {tag}")}, with {evidence} pieces of evidence.")) { Essence = [package.ToString()] };
        }));
        return verb;
    }

    private static Verb Pull(CommandHost host)
    {
        var reference = new Argument<string>("REF") { HelpName = "REF", Description = "A tag of the registry (the pipeline's name) or a digest" };
        reference.CompletionSources.Add(_ => host.Settings.Pipelines.Select(p => p.Name));
        var verb = new Verb("pull", "Fetch a package with its evidence from the registry", "mlops model pull NAME", "mlops model pull sha256:… --registry oci://registry.example/models/name") { reference, host.Shared.Registry };
        host.Handle(verb, (call, stop) => call.WhileAsync("Pulling", () => PullAsync(call, call.Get(reference)!, call.Get(host.Shared.Registry), stop)));
        return verb;
    }

    private static async Task<Reply> PullAsync(CommandCall call, string reference, string? from, CancellationToken cancellationToken)
    {
        var session = call.Open(new SessionOptions { Registry = from }, null);
        var registry = session.Registry();
        var shown = session.Options.Registry ?? session.Project.Registry;
        var tag = reference.StartsWith("models/", StringComparison.Ordinal) ? reference["models/".Length..] : reference;
        if (await registry.ResolveAsync(tag, cancellationToken).ConfigureAwait(false) is not { } descriptor)
        {
            return Reply.Failed(ExitCodes.Usage, $"{shown} has nothing named '{reference}'. {NearestName.Hint(tag, await registry.TagsAsync(cancellationToken).ConfigureAwait(false))}");
        }

        // By digest, so that what was resolved is what comes, whoever moves the tag meanwhile.
        await registry.PullManifestAsync(session.Workspace.Store, descriptor.Digest.ToString(), cancellationToken).ConfigureAwait(false);
        if (!Digest.TryParse(tag, out _)) session.Workspace.Store.Tag(Packaging.TagOf(tag), descriptor);
        var evidence = session.Workspace.Store.Referrers(descriptor.Digest).Count;
        return new Reply(new { registry = shown, digest = descriptor.Digest, evidence }, new Lines($"{descriptor.Digest} from {shown}, with {evidence} pieces of evidence.")) { Essence = [descriptor.Digest.ToString()] };
    }

    /// <summary>A package of the local store.</summary>
    public static Argument<string> Reference(CommandHost host) => host.Shared.Name(
        "DIGEST",
        "The package's digest or its beginning, or the pipeline's name for its newest",
        root => Place.Packages(new Pipelines.Workspace(root)).SelectMany(p => (string[])[p.Digest.Short, p.Pipeline]).Distinct());
}
