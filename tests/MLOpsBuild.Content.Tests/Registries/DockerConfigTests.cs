namespace MLOpsBuild.Content.Tests.Registries;

public sealed class DockerConfigTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void Credentials_are_found_by_host_however_the_file_names_it()
    {
        var config = Load("""
            { "auths": {
                "ghcr.io": { "auth": "YWxpY2U6cDpx" },
                "https://index.docker.io/v1/": { "auth": "Ym9iOnB3" },
                "empty.example": {},
                "plain.example:5000": { "username": "carol", "password": "pw" } },
              "credsStore": "desktop" }
            """);

        Assert.Equal(("alice", "p:q"), (config.For("ghcr.io")!.User, config.For("ghcr.io")!.Password));
        Assert.Equal("bob", config.For("docker.io")!.User);
        Assert.Equal("carol", config.For("plain.example:5000")!.User);
        Assert.Null(config.For("plain.example"));
        Assert.Null(config.For("empty.example"));
        Assert.Equal("alice", config.For("ghcr.io")!.ToString());
    }

    [Fact]
    public void A_missing_file_holds_none() => Assert.Null(DockerConfig.Load(_folder["none.json"]).For("ghcr.io"));

    [Theory]
    [InlineData("{ \"auths\": { \"a\": { \"auth\": \"c2VjcmV0\" } } }")]
    [InlineData("{ \"auths\": { \"a\": { \"auth\": \"%%secret\" } } }")]
    [InlineData("{ \"auths\": secret")]
    public void A_broken_file_is_told_without_its_secrets(string text)
    {
        var refused = Assert.Throws<InvalidDataException>(() => Load(text));

        Assert.Contains("docker login", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private DockerConfig Load(string text)
    {
        File.WriteAllText(_folder["config.json"], text);
        return DockerConfig.Load(_folder["config.json"]);
    }
}
