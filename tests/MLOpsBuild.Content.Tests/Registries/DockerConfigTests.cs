namespace MLOpsBuild.Content.Tests.Registries;

public sealed class DockerConfigTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Credentials_are_found_by_host_however_the_file_names_it()
    {
        var config = Load("""
            { "auths": {
                "ghcr.io": { "auth": "YWxpY2U6cDpx" },
                "https://index.docker.io/v1/": { "auth": "Ym9iOnB3" },
                "empty.example": {},
                "plain.example:5000": { "username": "carol", "password": "pw" } },
              "HttpHeaders": { "Other": "things" } }
            """);

        Assert.Equal(("alice", "p:q"), ((await config.ForAsync("ghcr.io", CancellationToken.None))!.User, (await config.ForAsync("ghcr.io", CancellationToken.None))!.Password));
        Assert.Equal("bob", (await config.ForAsync("docker.io", CancellationToken.None))!.User);
        Assert.Equal("carol", (await config.ForAsync("plain.example:5000", CancellationToken.None))!.User);
        Assert.Null((await config.ForAsync("plain.example", CancellationToken.None)));
        Assert.Null((await config.ForAsync("empty.example", CancellationToken.None)));
        Assert.Equal("alice", (await config.ForAsync("ghcr.io", CancellationToken.None))!.ToString());
    }

    [Fact]
    public async Task A_missing_file_holds_none() => Assert.Null(await DockerConfig.Load(_folder["none.json"], [], TimeProvider.System).ForAsync("ghcr.io", CancellationToken.None));

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
        return DockerConfig.Load(_folder["config.json"], [], TimeProvider.System);
    }
}
