using System.Text;

namespace MLOpsBuild.Content.Tests.Registries;

internal static class Manifests
{
    public static OciManifest Of(ContentStore store, string text, Descriptor? subject = null) => new()
    {
        ArtifactType = subject is null ? "application/vnd.test.model" : "application/vnd.test.verdict",
        Config = new Descriptor(MediaTypes.Empty, store.Put("{}"u8), 2),
        Layers = [new Descriptor(MediaTypes.Bytes, store.Put(Encoding.UTF8.GetBytes(text)), Encoding.UTF8.GetByteCount(text))],
        Subject = subject is null ? null : new Descriptor(subject.MediaType, subject.Digest, subject.Size),
    };
}
