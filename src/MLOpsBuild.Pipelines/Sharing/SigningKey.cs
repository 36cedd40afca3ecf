using System.Security.Cryptography;

namespace MLOpsBuild.Pipelines.Sharing;

/// <summary>A private key that signs: ECDSA over P-256 with SHA-256.</summary>
public sealed class SigningKey
{
    private readonly string _pem;

    private SigningKey(ECDsa key) => (_pem, Public) = (key.ExportPkcs8PrivateKeyPem(), new VerifyingKey(key.ExportSubjectPublicKeyInfo()));

    /// <summary>The public half.</summary>
    public VerifyingKey Public { get; }

    /// <summary>A new key from the system's generator.</summary>
    public static SigningKey New()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new SigningKey(key);
    }

    /// <summary>Reads a key in PEM, PKCS #8 or SEC 1.</summary>
    /// <exception cref="InvalidDataException">It is none, or of another curve. The message does not quote it.</exception>
    public static SigningKey Parse(string pem)
    {
        using var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            if (key.KeySize == VerifyingKey.Bits) return new SigningKey(key);
        }
        catch (Exception problem) when (problem is ArgumentException or CryptographicException)
        {
            // The cause may quote the secret: it is left out.
            throw new InvalidDataException("The signing key is no private key in PEM; './mlops cache keygen FILE' makes one.");
        }

        throw new InvalidDataException($"The signing key has {key.KeySize} bits; one over P-256 is needed.");
    }

    /// <summary>The private key in PEM, PKCS #8. It is a secret.</summary>
    public string ToPem() => _pem;

    /// <summary>The signature of some bytes, in ASN.1 DER.</summary>
    public byte[] Sign(byte[] bytes)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(_pem);
        return key.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }
}
