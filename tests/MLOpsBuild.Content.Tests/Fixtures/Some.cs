using System.Text;

namespace MLOpsBuild.Content.Tests;

/// <summary>Small valid values.</summary>
internal static class Some
{
    public const string ArtifactType = "application/vnd.example.thing.v1+json";

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static Descriptor Blob(ContentStore store, string text) => new(MediaTypes.Bytes, store.Put(Bytes(text)), Bytes(text).Length);

    public static OciManifest Manifest(ContentStore store, params string[] layers) => new()
    {
        ArtifactType = ArtifactType,
        Config = Descriptor.Empty,
        Layers = [.. layers.Select(text => Blob(store, text))],
    };

    public static OciManifest About(ContentStore store, Descriptor subject, string text, string artifactType = ArtifactType) =>
        Manifest(store, text) with { Subject = subject, ArtifactType = artifactType };

    public static void FlipOneBit(string path, int at = 0)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[at] ^= 1;
        File.WriteAllBytes(path, bytes);
    }
}
