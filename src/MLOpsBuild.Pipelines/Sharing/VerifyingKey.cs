using System.Security.Cryptography;

namespace MLOpsBuild.Pipelines.Sharing;

/// <summary>A public key: ECDSA over P-256 with SHA-256.</summary>
public sealed class VerifyingKey
{
    internal const int Bits = 256;
    private readonly byte[] _info;

    internal VerifyingKey(byte[] info) => _info = info;

    /// <summary>The key's name in envelopes: the SHA-256 of its bytes.</summary>
    public string Id => Convert.ToHexStringLower(SHA256.HashData(_info));

    /// <summary>Reads a key: SubjectPublicKeyInfo in base64, as <see cref="ToString"/> writes it.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static VerifyingKey Parse(string text)
    {
        try
        {
            var info = Convert.FromBase64String(text);
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(info, out var read);
            if (read == info.Length && key.KeySize == Bits) return new VerifyingKey(info);
        }
        catch (Exception problem) when (problem is FormatException or CryptographicException)
        {
            throw new InvalidDataException("It is no public key over P-256 in base64; './mlops cache keygen FILE' prints one.", problem);
        }

        throw new InvalidDataException("It is no public key over P-256.");
    }

    /// <summary>True when the private half signed these bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="signature">The signature in ASN.1 DER.</param>
    public bool Verifies(byte[] bytes, byte[] signature)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(_info, out _);
        return key.VerifyData(bytes, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    /// <summary>The key's bytes in base64.</summary>
    public override string ToString() => Convert.ToBase64String(_info);
}

/// <summary>A public key that shared results may be signed with.</summary>
/// <param name="Name">As people call it.</param>
/// <param name="Public">The key.</param>
/// <param name="From">Where it is said to be trusted.</param>
public sealed record TrustedKey(string Name, VerifyingKey Public, string From);
