namespace MLOpsBuild.Content.Tests.Registries;

public sealed class CredentialHelperTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task A_hosts_own_helper_comes_first_then_what_is_kept_then_the_helper_for_all()
    {
        Helper("own", """read host; echo "{\"ServerURL\":\"$host\",\"Username\":\"$host\",\"Secret\":\"own\"}" """);
        Helper("all", """read host; echo "{\"Username\":\"$host\",\"Secret\":\"all\"}" """);
        var config = Load("""
            { "auths": { "own.example": { "auth": "YWxpY2U6cDpx" }, "kept.example": { "auth": "YWxpY2U6cDpx" }, "empty.example": {} },
              "credHelpers": { "own.example": "own" }, "credsStore": "all" }
            """);

        Assert.Equal(("own.example", "own"), await AskAsync(config, "own.example"));
        Assert.Equal(("alice", "p:q"), await AskAsync(config, "kept.example"));
        Assert.Equal(("empty.example", "all"), await AskAsync(config, "empty.example"));
        Assert.Equal(("https://index.docker.io/v1/", "all"), await AskAsync(config, "docker.io"));
    }

    [Fact]
    public async Task A_helper_that_knows_nothing_means_no_credentials()
    {
        Helper("none", "echo 'credentials not found in native keychain'; exit 1");

        Assert.Null(await Load("""{ "credsStore": "none" }""").ForAsync("a.example", CancellationToken.None));
    }

    [Fact]
    public async Task An_identity_token_of_a_helper_or_of_the_file_is_known_as_one()
    {
        Helper("id", """echo '{"Username":"<token>","Secret":"id-1"}'""");
        var config = Load("""{ "credHelpers": { "a.example": "id" }, "auths": { "b.example": { "auth": "YWxpY2U6", "identitytoken": "id-2" } } }""");

        Assert.Equal("id-1", (await config.ForAsync("a.example", CancellationToken.None))!.IdentityToken);
        Assert.Equal("id-2", (await config.ForAsync("b.example", CancellationToken.None))!.IdentityToken);
    }

    [Theory]
    [InlineData("echo s3cret; exit 3", "failed with 3")]
    [InlineData("echo s3cret", "something else")]
    [InlineData("""echo '{"Username":"","Secret":"s3cret"}'""", "something else")]
    [InlineData("head -c 100000 /dev/zero", "65536 bytes")]
    [InlineData("exit 0", "something else")]
    public async Task A_helper_that_fails_is_told_without_what_it_said(string script, string words)
    {
        Helper("bad", script);

        var refused = await Assert.ThrowsAsync<RegistryException>(() => Load("""{ "credsStore": "bad" }""").ForAsync("a.example", CancellationToken.None));

        Assert.Equal("CREDENTIAL_HELPER", refused.Code);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_helper_that_says_nothing_is_stopped()
    {
        Helper("slow", "exec sleep 600");

        var refused = await Assert.ThrowsAsync<RegistryException>(() => DockerConfig.Load(Write("""{ "credsStore": "slow" }"""), [_folder["bin"]], new HurriedTime()).ForAsync("a.example", CancellationToken.None));

        Assert.Contains("it was stopped", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_helpers_in_the_given_folders_are_started()
    {
        var refused = await Assert.ThrowsAsync<RegistryException>(() => Load("""{ "credsStore": "absent" }""").ForAsync("a.example", CancellationToken.None));
        Assert.Contains("docker-credential-absent", refused.Message, StringComparison.Ordinal);

        Helper("there", """echo '{"Username":"a","Secret":"b"}'""");
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), _folder["bin"]);
        await Assert.ThrowsAsync<RegistryException>(() => DockerConfig.Load(Write("""{ "credsStore": "there" }"""), [relative, "."], TimeProvider.System).ForAsync("a.example", CancellationToken.None));
    }

    [Theory]
    [InlineData("../../bin/sh")]
    [InlineData("a b")]
    [InlineData("a;b")]
    [InlineData("-x")]
    public void A_helpers_name_that_is_none_is_refused(string name)
    {
        Assert.Throws<InvalidDataException>(() => Load($$"""{ "credsStore": "{{name}}" }"""));
        Assert.Throws<InvalidDataException>(() => Load($$"""{ "credHelpers": { "a.example": "{{name}}" } }"""));
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<(string User, string Password)> AskAsync(DockerConfig config, string host) =>
        await config.ForAsync(host, CancellationToken.None) is { } known ? (known.User, known.Password) : ("", "");

    private DockerConfig Load(string text) => DockerConfig.Load(Write(text), [_folder["nowhere"], _folder["bin"]], TimeProvider.System);

    private string Write(string text)
    {
        File.WriteAllText(_folder["config.json"], text);
        return _folder["config.json"];
    }

    private void Helper(string name, string script)
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("The helpers of these tests are shell scripts.");
        Directory.CreateDirectory(_folder["bin"]);
        var path = Path.Combine(_folder["bin"], "docker-credential-" + name);
        File.WriteAllText(path, "#!/bin/sh\n" + script + "\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Every wait takes a three hundredth.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => System.CreateTimer(callback, state, dueTime / 300, period);
    }
}
