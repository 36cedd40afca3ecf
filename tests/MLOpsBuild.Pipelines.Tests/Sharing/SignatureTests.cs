using System.Diagnostics;
using System.Text;
using MLOpsBuild.Content;
using MLOpsBuild.Pipelines.Sharing;
using MLOpsBuild.Pipelines.Tests.Fixtures;

namespace MLOpsBuild.Pipelines.Tests.Sharing;

public sealed class SignatureTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_signed_is_the_encoding_that_DSSE_gives_as_its_example() =>
        Assert.Equal("DSSEv1 29 http://example.com/HelloWorld 11 hello world", Encoding.UTF8.GetString(DsseEnvelope.Encoded("http://example.com/HelloWorld", "hello world"u8.ToArray())));

    [Fact]
    public async Task OpenSSL_finds_the_signature_good_and_that_of_other_bytes_bad()
    {
        var key = SigningKey.New();
        var body = Statement.ToBytes();
        var envelope = DsseEnvelope.Sign(body, key);
        await File.WriteAllTextAsync(_folder["key.pem"], $"-----BEGIN PUBLIC KEY-----\n{key.Public}\n-----END PUBLIC KEY-----\n");
        await File.WriteAllBytesAsync(_folder["signed"], DsseEnvelope.Encoded(envelope.PayloadType, body));
        await File.WriteAllBytesAsync(_folder["other"], body);
        await File.WriteAllBytesAsync(_folder["signature"], Convert.FromBase64String(envelope.Signatures[0].Sig));

        Assert.Equal(0, await OpenSslAsync("dgst", "-sha256", "-verify", _folder["key.pem"], "-signature", _folder["signature"], _folder["signed"]));
        Assert.Equal(1, await OpenSslAsync("dgst", "-sha256", "-verify", _folder["key.pem"], "-signature", _folder["signature"], _folder["other"]));
    }

    [Theory]
    [InlineData("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256")]
    [InlineData("ecparam", "-name", "prime256v1", "-genkey", "-noout")]
    public async Task A_key_that_OpenSSL_made_signs(params string[] arguments)
    {
        Assert.Equal(0, await OpenSslAsync([.. arguments, "-out", _folder["key.pem"]]));

        var key = SigningKey.Parse(await File.ReadAllTextAsync(_folder["key.pem"]));

        Assert.NotNull(DsseEnvelope.Sign(Statement.ToBytes(), key).Open([new TrustedKey("k", VerifyingKey.Parse(key.Public.ToString()), "")], out var signer));
        Assert.Equal("k", signer!.Name);
    }

    [Fact]
    public async Task A_key_over_another_curve_is_refused()
    {
        Assert.Equal(0, await OpenSslAsync("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384", "-out", _folder["key.pem"]));

        Assert.Contains("384 bits", Assert.Throws<InvalidDataException>(() => SigningKey.Parse(File.ReadAllText(_folder["key.pem"]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_private_key_is_refused_without_being_quoted()
    {
        var broken = SigningKey.New().ToPem().Replace("MIG", "XXX", StringComparison.Ordinal);

        var problem = Assert.Throws<InvalidDataException>(() => SigningKey.Parse(broken));

        Assert.DoesNotContain("XXX", problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no base64!")]
    [InlineData("AAAA")]
    public void What_is_no_public_key_is_refused(string text) => Assert.Throws<InvalidDataException>(() => VerifyingKey.Parse(text));

    [Fact]
    public void A_statement_reads_back_as_it_was_written() =>
        Assert.Equal(Statement.ToBytes(), StepStatement.Parse(Statement.ToBytes()).ToBytes());

    private static StepStatement Statement => new(
        Digest.Of("key"u8), "train", "run-1", "main", new string('1', 40), new SortedDictionary<string, Digest>(StringComparer.Ordinal) { ["result"] = Digest.Of("model"u8) });

    private static async Task<int> OpenSslAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("openssl", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }
}
