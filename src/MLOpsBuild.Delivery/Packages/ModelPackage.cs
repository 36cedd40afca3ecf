using MLOpsBuild.Content;
using MLOpsBuild.Delivery.Json;

namespace MLOpsBuild.Delivery.Packages;

/// <summary>
/// A model as an OCI artifact in the CNCF ModelPack form. Its digest is a pure function of its content: written on any machine, in any
/// folder, on any day, the same model gives the same digest, so the digest can be named in a lock that is committed beside the code.
/// </summary>
public static class ModelPackage
{
    private const string ModelFile = "model.bin";
    private const string SignatureFile = "signature.json";
    private const string CardFile = "README.md";

    /// <summary>Keeps a package and returns the digest of its manifest. Writing the same content again changes nothing.</summary>
    /// <exception cref="ArgumentException">The content contradicts itself.</exception>
    public static Digest Write(ContentStore store, ModelPackageContent content)
    {
        if (Problem(content) is { } problem) throw new ArgumentException(problem, nameof(content));
        var layers = new List<Descriptor>
        {
            Layer(store, ModelPackTypes.Weight, ModelFile, content.Model),
            Layer(store, ModelPackTypes.WeightConfig, SignatureFile, content.Signature.ToBytes()),
        };
        if (content.Code is { } code) layers.Add(Layer(store, ModelPackTypes.Code, content.CodeFile!, code));
        layers.Add(Layer(store, ModelPackTypes.Doc, CardFile, content.Card));
        var config = ModelPackConfig.Write(content.Name, [.. layers.Select(l => l.Digest)]);
        var manifest = new OciManifest
        {
            ArtifactType = ModelPackTypes.Artifact,
            Config = new Descriptor(ModelPackTypes.Config, store.Put(config), config.Length),
            Layers = layers,
        };
        return store.PutManifest(manifest).Digest;
    }

    /// <summary>Reads a package whole: every size and digest is checked; annotations that are not known are ignored.</summary>
    /// <exception cref="InvalidPackageException">The manifest is no model package, or contradicts itself.</exception>
    /// <exception cref="ContentMissingException">A part is not in the store.</exception>
    /// <exception cref="ContentCorruptException">A part's bytes are damaged.</exception>
    public static ModelPackageContent Read(ContentStore store, Digest package)
    {
        try
        {
            return new PackageReader(store, package).Read();
        }
        catch (Exception e) when (e is InvalidDataException or InvalidFileException)
        {
            throw new InvalidPackageException(package, e.Message, e);
        }
    }

    /// <summary>Why a content cannot be a package; null when it can.</summary>
    internal static string? Problem(ModelPackageContent content) => content switch
    {
        { Name.Length: 0 } => "The package has no name.",
        { Model.Length: 0 } => "The model has no bytes.",
        { Code: null, CodeFile: not null } => $"There is a code file '{content.CodeFile}' but no code.",
        { Code: not null } when !IsFileName(content.CodeFile) => $"'{content.CodeFile}' is no plain file name.",
        _ when content.Name != content.Signature.Name => $"The package is named '{content.Name}', its signature '{content.Signature.Name}'.",
        _ => content.Signature.Problem() is { } problem ? "The signature: " + problem : null,
    };

    /// <summary>A file name that stays in its folder on every system: servers write code files by this name.</summary>
    private static bool IsFileName(string? name) =>
        name is { Length: > 0 and <= 200 } && name[0] != '.' && name[^1] != '.' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '+');

    private static Descriptor Layer(ContentStore store, string mediaType, string file, byte[] bytes) => new(mediaType, store.Put(bytes), bytes.Length)
    {
        Annotations = new SortedDictionary<string, string>(StringComparer.Ordinal) { [ModelPackTypes.FilePath] = file },
    };
}
