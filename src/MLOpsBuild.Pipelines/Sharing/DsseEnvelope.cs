using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Pipelines.Sharing;

/// <summary>A signed statement in the form of DSSE v1 (Dead Simple Signing Envelope, secure-systems-lab/dsse): the bytes as they were signed, with who signed them.</summary>
/// <param name="PayloadType">What the payload is; a part of what is signed.</param>
/// <param name="Payload">The statement, in base64.</param>
/// <param name="Signatures">One or more signatures; any trusted one is enough.</param>
public sealed record DsseEnvelope(string PayloadType, string Payload, IReadOnlyList<DsseSignature> Signatures)
{
    /// <summary>The payload type of in-toto statements.</summary>
    public const string InToto = "application/vnd.in-toto+json";

    private const int MostSignatures = 16;

    /// <summary>Signs a statement.</summary>
    public static DsseEnvelope Sign(byte[] statement, SigningKey key) =>
        new(InToto, Convert.ToBase64String(statement), [new DsseSignature(key.Public.Id, Convert.ToBase64String(key.Sign(Encoded(InToto, statement))))]);

    /// <summary>The envelope's bytes: one JSON document.</summary>
    public byte[] ToBytes() => StepJson.Write(this);

    /// <summary>Reads an envelope.</summary>
    /// <exception cref="InvalidDataException">The bytes are none.</exception>
    public static DsseEnvelope Parse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var envelope = StepJson.Read<DsseEnvelope>(bytes);
            if (!Base64.IsValid(envelope.Payload)) throw new InvalidDataException("its payload is no base64");
            return envelope.Signatures.Count <= MostSignatures
                ? envelope
                : throw new InvalidDataException($"it has {envelope.Signatures.Count} signatures; at most {MostSignatures} are looked at");
        }
        catch (JsonException)
        {
            throw new InvalidDataException("it is no signed envelope");
        }
    }

    /// <summary>The statement, when one of some keys signed it.</summary>
    /// <param name="trusted">The keys.</param>
    /// <param name="signer">The key that did; null when none did.</param>
    public byte[]? Open(IEnumerable<TrustedKey> trusted, out TrustedKey? signer)
    {
        var statement = Convert.FromBase64String(Payload);
        var encoded = Encoded(PayloadType, statement);

        // The name of a key in an envelope is not signed: it is no more than a hint, so every key is tried.
        signer = trusted.FirstOrDefault(key => Signatures.Any(s => Base64.IsValid(s.Sig) && key.Public.Verifies(encoded, Convert.FromBase64String(s.Sig))));
        return signer is null ? null : statement;
    }

    /// <summary>What is signed: DSSE's pre-authentication encoding of type and body.</summary>
    internal static byte[] Encoded(string type, byte[] body) =>
        [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"DSSEv1 {Encoding.UTF8.GetByteCount(type)} {type} {body.Length} ")), .. body];
}

/// <summary>One signature of an envelope.</summary>
/// <param name="Keyid">Which key; not signed itself.</param>
/// <param name="Sig">The signature in base64: ECDSA over P-256 and SHA-256, in ASN.1 DER.</param>
public sealed record DsseSignature(string Keyid, string Sig);
