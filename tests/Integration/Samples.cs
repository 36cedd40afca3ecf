using System.Text;
using MLOpsBuild.Content;

namespace MLOpsBuild.Integration.Tests;

internal static class Samples
{
    public const string Kind = "application/vnd.mlopsbuild.sample.v1+json";

    public static Descriptor Blob(ContentStore store, string text, string mediaType = MediaTypes.Bytes)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return new Descriptor(mediaType, store.Put(bytes), bytes.Length);
    }

    public static Descriptor Model(ContentStore store, string text = "weights") => store.PutManifest(new OciManifest
    {
        ArtifactType = Kind,
        Config = Blob(store, "{}", MediaTypes.Empty),
        Layers = [Blob(store, text), Blob(store, "# Card " + text)],
    });

    public static Descriptor Evidence(ContentStore store, Descriptor model, string text) => store.PutManifest(new OciManifest
    {
        ArtifactType = "application/vnd.mlopsbuild.verdict.v1+json",
        Config = Blob(store, "{}", MediaTypes.Empty),
        Layers = [Blob(store, text)],
        Subject = model with { ArtifactType = null },
    });
}
