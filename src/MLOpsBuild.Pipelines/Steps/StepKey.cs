using System.Text.Encodings.Web;
using System.Text.Json;
using MLOpsBuild.Content;

namespace MLOpsBuild.Pipelines.Steps;

/// <summary>Everything that decides a step's result, as one small JSON document; its digest is the key under which the result is kept.</summary>
/// <param name="Step">The step's name.</param>
/// <param name="Code">The digest of the code manifest.</param>
/// <param name="Parameters">Parameter texts by name.</param>
/// <param name="Inputs">Input digests by name.</param>
/// <param name="Toolchain">The runtime's version; with the machine class where the result depends on it.</param>
public sealed record StepKey(
    string Step,
    Digest Code,
    SortedDictionary<string, string> Parameters,
    SortedDictionary<string, Digest> Inputs,
    string Toolchain)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The document's bytes: the same for equal keys.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <summary>Reads a stored document back.</summary>
    /// <exception cref="JsonException">The bytes are no such document.</exception>
    public static StepKey Parse(byte[] bytes) => JsonSerializer.Deserialize<StepKey>(bytes, Json) ?? throw new JsonException("The step key is empty.");

    /// <summary>The digest of the document.</summary>
    public Digest ToDigest() => Digest.Of(ToBytes());
}
