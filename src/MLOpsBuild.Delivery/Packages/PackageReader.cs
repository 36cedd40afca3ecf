using MLOpsBuild.Content;

namespace MLOpsBuild.Delivery.Packages;

/// <summary>Reads one package and believes nothing that it can check.</summary>
internal sealed class PackageReader
{
    private readonly ContentStore _store;
    private readonly Digest _package;

    public PackageReader(ContentStore store, Digest package) => (_store, _package) = (store, package);

    public ModelPackageContent Read()
    {
        var manifest = _store.GetManifest(_package);
        if (manifest.ArtifactType != ModelPackTypes.Artifact) throw Wrong($"its artifact type is '{manifest.ArtifactType}', not '{ModelPackTypes.Artifact}'.");
        if (manifest.Config.MediaType != ModelPackTypes.Config) throw Wrong($"its configuration is '{manifest.Config.MediaType}', not '{ModelPackTypes.Config}'.");
        var (name, diffIds) = ModelPackConfig.Read(Bytes(manifest.Config));
        var layers = Layers(manifest);
        if (!diffIds.SequenceEqual(manifest.Layers.Select(l => l.Digest))) throw Wrong("the layers that its configuration lists are not those of its manifest.");
        var code = layers.GetValueOrDefault(ModelPackTypes.Code);
        var content = new ModelPackageContent
        {
            Name = name,
            Model = Bytes(Needed(layers, ModelPackTypes.Weight)),
            Signature = ModelSignature.Parse(Bytes(Needed(layers, ModelPackTypes.WeightConfig))),
            Code = code is null ? null : Bytes(code),
            CodeFile = code?.Annotations?.GetValueOrDefault(ModelPackTypes.FilePath),
            Card = Bytes(Needed(layers, ModelPackTypes.Doc)),
        };
        return ModelPackage.Problem(content) is { } problem ? throw Wrong(problem) : content;
    }

    private Dictionary<string, Descriptor> Layers(OciManifest manifest)
    {
        string[] known = [ModelPackTypes.Weight, ModelPackTypes.WeightConfig, ModelPackTypes.Code, ModelPackTypes.Doc];
        var layers = new Dictionary<string, Descriptor>(StringComparer.Ordinal);
        foreach (var layer in manifest.Layers)
        {
            if (layer?.MediaType is not { } type || !known.Contains(type)) throw Wrong($"a layer is '{layer?.MediaType}'; known are {string.Join(", ", known)}.");
            if (!layers.TryAdd(type, layer)) throw Wrong($"there are two layers '{type}'.");
        }

        return layers;
    }

    private Descriptor Needed(Dictionary<string, Descriptor> layers, string type) =>
        layers.GetValueOrDefault(type) ?? throw Wrong($"the layer '{type}' is missing.");

    private byte[] Bytes(Descriptor part)
    {
        var bytes = _store.Get(part.Digest);
        return bytes.Length == part.Size ? bytes : throw Wrong($"{part.Digest.Short} has {bytes.Length} bytes; its manifest says {part.Size}.");
    }

    private InvalidPackageException Wrong(string reason) => new(_package, reason);
}
