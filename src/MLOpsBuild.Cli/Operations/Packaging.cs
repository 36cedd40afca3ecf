using System.Reflection;
using System.Text;
using MLOpsBuild.Content;
using MLOpsBuild.Delivery.Packages;
using MLOpsBuild.Learning;
using MLOpsBuild.Learning.Loading;
using MLOpsBuild.Pipelines;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Serving.Loading;

namespace MLOpsBuild.Cli.Operations;

/// <summary>The model as an OCI artifact, and its way to a registry.</summary>
public static class Packaging
{
    /// <summary>The tag of a pipeline's newest package in the local store.</summary>
    public static string TagOf(string pipeline) => "models/" + pipeline;

    /// <summary>Packs the run's model and attaches the verdicts so far as evidence.</summary>
    public static async Task<Outcome> Pack(Session session, CancellationToken cancellationToken = default)
    {
        var package = await PackAsync(session.Run, session.Workspace.Store, cancellationToken).ConfigureAwait(false);
        session.Run.Package = package;
        EvidenceOf.Attach(session, package);
        var before = session.Workspace.Store.Resolve(TagOf(session.Pipeline.Name));
        session.Workspace.Store.Tag(TagOf(session.Pipeline.Name), new Descriptor(MediaTypes.Manifest, package, session.Workspace.Store.SizeOf(package)!.Value) { ArtifactType = ModelPackTypes.Artifact });
        return Outcome.Done(before?.Digest == package ? "the same package as before" : before is null ? "first package of this store" : $"was {before.Digest.Short}", $"package {package}");
    }

    /// <summary>Packs a run's model; nothing but what serving needs goes in.</summary>
    internal static async Task<Digest> PackAsync(PipelineRun run, ContentStore store, CancellationToken cancellationToken)
    {
        var release = run.Release;
        await run.UntilAsync([release.Model], cancellationToken).ConfigureAwait(false);
        var model = run.Reader().Read(release.Model);
        var features = release.Features.Set;
        var assembly = features.GetType().Assembly;
        var package = ModelPackage.Write(store, new ModelPackageContent
        {
            Name = run.Pipeline.Name,
            Model = run.Reader().Bytes(release.Model),
            Signature = new ModelSignature
            {
                Name = run.Pipeline.Name,
                Task = model.Task,
                Inputs = features.Inputs,
                Features = features.Features,
                FeatureSet = features.GetType().FullName!,
                ModelFormats = [.. run.OwnFormats.Select(format => NameIn(assembly, format))],
                Target = release.Features.Label.Name,
                Classes = ClassNames.Of(model),
            },
            Code = await File.ReadAllBytesAsync(assembly.Location, cancellationToken).ConfigureAwait(false),
            CodeFile = Path.GetFileName(assembly.Location),
            Card = Encoding.UTF8.GetBytes(ModelCard.Write(run, model)),
        });
        PackageLoader.MarkBuilt(store, package);
        return package;
    }

    // A package carries one assembly.
    private static string NameIn(Assembly assembly, IModelFormat format) => format.GetType().Assembly == assembly
        ? format.GetType().FullName!
        : throw new ConfigurationException($"The model format {format.GetType().FullName} is in {format.GetType().Assembly.GetName().Name}; a package carries only {assembly.GetName().Name}, where the features are. Put both into one project.");

    /// <summary>Pushes the package with its evidence.</summary>
    public static async Task<Outcome> Push(Session session, CancellationToken cancellationToken = default)
    {
        if (session.Run.Package is not { } package) return Outcome.Failed("There is no package; run ./build.sh Package first.", ExitCodes.Usage);
        EvidenceOf.Attach(session, package);
        var registry = session.Registry();
        await registry.PushManifestAsync(session.Workspace.Store, package, session.Pipeline.Name, cancellationToken).ConfigureAwait(false);
        return Outcome.Done($"to {session.Workspace.Show(registry.Name)}", $"{session.Pipeline.Name}@{package} with {session.Workspace.Store.Referrers(package).Count} pieces of evidence");
    }
}
