using MLOpsBuild.Content;

namespace MLOpsBuild.Integration.Tests;

/// <summary>The real registry over TLS with a certificate of its own and a password, and skopeo as an independent witness.</summary>
public sealed class SecureRegistryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private ContentStore Store(string name) => new(_folder[name]);

    [Fact]
    public async Task A_private_authority_is_trusted_where_it_is_named_and_skopeo_reads_what_was_pushed()
    {
        using var registry = await DockerRegistry.StartAsync("alice", "s3cret", secure: true);
        var here = Store("here");
        var model = Samples.Model(here, new string('w', 300_000));
        var evidence = Samples.Evidence(here, model, "verdict");
        var remote = Remotes.Open($"oci://{registry.Host}/models/a", Options(registry.Certificate) with { PieceBytes = 70_000 });

        await remote.PushManifestAsync(here, model.Digest, "v1", CancellationToken.None);
        await remote.PullManifestAsync(Store("there"), "v1", CancellationToken.None);

        Assert.Equal([evidence.Digest], Store("there").Referrers(model.Digest).Select(r => r.Digest));
        Directory.CreateDirectory(_folder["certs"]);
        File.Copy(registry.Certificate, Path.Combine(_folder["certs"], "ca.crt"));
        Peer.Run("skopeo", "copy", "--src-creds", "alice:s3cret", "--src-cert-dir", _folder["certs"], $"docker://{registry.Host}/models/a:v1", $"dir:{_folder["copy"]}");
        Assert.Equal(here.Get(model.Digest), await File.ReadAllBytesAsync(Path.Combine(_folder["copy"], "manifest.json")));
    }

    [Fact]
    public async Task Without_the_authority_the_registry_is_not_trusted_and_sees_no_password()
    {
        using var registry = await DockerRegistry.StartAsync("alice", "s3cret", secure: true);
        using var other = await DockerRegistry.StartAsync(secure: true);
        var asked = false;
        var options = Options(other.Certificate) with
        {
            Credentials = (_, _) =>
            {
                asked = true;
                return Task.FromResult<RegistryCredentials?>(null);
            },
        };

        var refused = await Assert.ThrowsAsync<RegistryException>(() => Remotes.Open($"oci://{registry.Host}/a", options).TagsAsync(CancellationToken.None));

        Assert.Equal("UNREACHABLE", refused.Code);
        Assert.Contains("certificateAuthority", refused.Message, StringComparison.Ordinal);
        Assert.False(asked);
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_refused_even_from_a_trusted_authority()
    {
        using var registry = await DockerRegistry.StartAsync(secure: true);

        var refused = await Assert.ThrowsAsync<RegistryException>(() => Remotes.Open($"oci://localhost:{registry.Port}/a", Options(registry.Certificate)).TagsAsync(CancellationToken.None));

        Assert.Contains("RemoteCertificateNameMismatch", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_http_is_not_spoken_where_an_authority_is_named()
    {
        using var registry = await DockerRegistry.StartAsync();
        using var other = await DockerRegistry.StartAsync(secure: true);

        Assert.Equal("UNREACHABLE", (await Assert.ThrowsAsync<RegistryException>(() => Remotes.Open($"oci://{registry.Host}/a", Options(other.Certificate)).TagsAsync(CancellationToken.None))).Code);
    }

    [Fact]
    public void A_file_without_certificates_is_told()
    {
        File.WriteAllText(_folder["empty.pem"], "no certificate");

        Assert.Contains("empty.pem", Assert.Throws<InvalidDataException>(() => Remotes.Open("oci://registry.example/a", Options(_folder["empty.pem"]))).Message, StringComparison.Ordinal);
        Assert.Contains("none.pem", Assert.Throws<InvalidDataException>(() => Remotes.Open("oci://registry.example/a", Options(_folder["none.pem"]))).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static RemoteOptions Options(string certificate) => new()
    {
        Time = HastyTime.Provider,
        CertificateAuthority = certificate,
        Credentials = (_, _) => Task.FromResult<RegistryCredentials?>(new RegistryCredentials("alice", "s3cret")),
    };
}
