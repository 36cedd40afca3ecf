using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace MLOpsBuild.GitHub.Rest;

/// <summary>The signed statement by which a GitHub App says who it is (JSON Web Token, RFC 7519, with RS256).</summary>
internal static class AppJwt
{
    // GitHub refuses more than ten minutes, and clocks differ.
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(9);
    private static readonly TimeSpan Drift = TimeSpan.FromMinutes(1);

    public static string Sign(string appId, string privateKey, DateTimeOffset now)
    {
        var header = Encode("""{"alg":"RS256","typ":"JWT"}"""u8);
        var claims = Encode(Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"iat":{{(now - Drift).ToUnixTimeSeconds()}},"exp":{{(now + Life).ToUnixTimeSeconds()}},"iss":"{{JsonEncodedText.Encode(appId)}}"}""")));
        using var rsa = Key(privateKey);
        var signature = rsa.SignData(Encoding.ASCII.GetBytes($"{header}.{claims}"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{header}.{claims}.{Encode(signature)}";
    }

    public static void CheckKey(string privateKey) => Key(privateKey).Dispose();

    // The words of the platform's own error could repeat parts of the key, so they are left out.
    private static RSA Key(string privateKey)
    {
        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(privateKey);
            _ = rsa.SignData([], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            return rsa;
        }
        catch (Exception problem) when (problem is ArgumentException or CryptographicException)
        {
            rsa.Dispose();
            throw new ArgumentException("The GitHub App's key cannot be used: expected PEM text with '-----BEGIN RSA PRIVATE KEY-----', as the App's settings page gives it.", nameof(privateKey));
        }
    }

    private static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);
}
