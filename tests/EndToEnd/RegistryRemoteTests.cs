using MLOpsBuild.Integration.Tests;

namespace MLOpsBuild.EndToEnd.Tests;

/// <summary>Data, accepted models and packages in a company's registry in place of folders: the same files drive it.</summary>
public sealed class RegistryRemoteTests
{
    [Fact]
    public async Task Fresh_clone_lives_on_what_another_pushed_to_a_registry()
    {
        Peer.Require("skopeo");
        using var registry = await DockerRegistry.StartAsync();
        using var first = new ScratchClone();
        Assert.Equal(0, first.Mlops("data", "pull").ExitCode);
        Peer.Run("skopeo", "copy", "--dest-tls-verify=false", $"oci:{first.Folder}/remotes/sample:data.departures.2001-05", $"docker://{registry.Host}/acme/data:data.departures.2001-05");
        File.WriteAllText(Path.Combine(first.Folder, "mlops.json"), $$"""{ "version": 1, "dataRemote": "oci://{{registry.Host}}/acme/data", "registry": "oci://{{registry.Host}}/acme/models" }""" + "\n");
        first.Git("rm", "-r", "--quiet", "remotes");
        first.Git("-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "--quiet", "-am", "Keep data and models in the registry");
        var pushed = first.Mlops("data", "push");
        Assert.True(pushed.ExitCode == 0, pushed.Output);
        Assert.Contains("accepted model of flight-delay", pushed.Output, StringComparison.Ordinal);
        Assert.Contains("0 pushed", first.Mlops("data", "push").Output, StringComparison.Ordinal);

        using var fresh = new ScratchClone();
        fresh.Git("fetch", "--quiet", first.Folder, "HEAD");
        fresh.Git("reset", "--quiet", "--hard", "FETCH_HEAD");
        Assert.False(Directory.Exists(Path.Combine(fresh.Folder, "remotes")));
        var pulled = fresh.Mlops("data", "pull");
        Assert.True(pulled.ExitCode == 0, pulled.Output);
        Assert.Contains("accepted model of flight-delay: from oci://", pulled.Output, StringComparison.Ordinal);
        var trained = fresh.Build("CT");
        Assert.True(trained.ExitCode == 0, trained.Output);
        Assert.Contains("2001-05", fresh.Git("diff", "HEAD...retrain/flight-delay/2001-05", "--", "data.lock.json"), StringComparison.Ordinal);
    }
}
