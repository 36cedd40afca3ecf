namespace MLOpsBuild.Git.Tests;

/// <summary>Who commits. These tests change the process's environment, so they run by themselves.</summary>
[CollectionDefinition("environment", DisableParallelization = true)]
public sealed class EnvironmentCollection;

[Collection("environment")]
public sealed class IdentityTests : IDisposable
{
    private static readonly string[] Names = ["HOME", "XDG_CONFIG_HOME", "GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_GLOBAL", "EMAIL", "GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "GIT_DIR"];
    private readonly Dictionary<string, string?> _before = Names.ToDictionary(n => n, Environment.GetEnvironmentVariable);
    private static readonly GitIdentity Alice = new("Alice", "alice@example.org");
    private readonly TempRepository _git;

    public IdentityTests()
    {
        foreach (var name in Names) Environment.SetEnvironmentVariable(name, null);
        Environment.SetEnvironmentVariable("GIT_CONFIG_NOSYSTEM", "1");
        var home = Directory.CreateTempSubdirectory("mlops-home-").FullName;
        Environment.SetEnvironmentVariable("HOME", home);
        _git = new TempRepository();
        _git.Git("config", "--unset", "user.name");
        _git.Git("config", "--unset", "user.email");
        Repository.Commit([_git.Write("a.txt", "a\n")], "First", Alice);
    }

    private GitRepository Repository => _git.Repository;

    [Fact]
    public void Without_an_identity_there_is_none_and_one_can_be_named()
    {
        Assert.False(Repository.HasIdentity());
        _git.Write("a.txt", "2\n");
        Repository.Commit(["a.txt"], "Second", Alice);

        Assert.Equal("Alice <alice@example.org>|Alice <alice@example.org>", _git.Git("log", "-1", "--format=%an <%ae>|%cn <%ce>"));
        Assert.False(Repository.HasIdentity());
    }

    [Fact]
    public void The_users_own_identity_is_used_when_none_is_named()
    {
        _git.Git("config", "user.name", "Carol");
        _git.Git("config", "user.email", "carol@example.org");
        _git.Write("a.txt", "2\n");

        Assert.True(Repository.HasIdentity());
        Repository.Commit(["a.txt"], "Second");

        Assert.Equal("Carol", Repository.Log("a.txt")[0].Author);
    }

    [Fact]
    public void An_identity_from_the_environment_counts()
    {
        foreach (var role in new[] { "AUTHOR", "COMMITTER" })
        {
            Environment.SetEnvironmentVariable($"GIT_{role}_NAME", "Dora");
            Environment.SetEnvironmentVariable($"GIT_{role}_EMAIL", "dora@example.org");
        }

        Assert.True(Repository.HasIdentity());
    }

    [Fact]
    public void A_named_identity_wins_over_one_from_the_environment()
    {
        Environment.SetEnvironmentVariable("GIT_AUTHOR_NAME", "Dora");
        Environment.SetEnvironmentVariable("GIT_COMMITTER_EMAIL", "dora@example.org");
        _git.Write("a.txt", "2\n");

        Repository.Commit(["a.txt"], "Second", Alice);

        Assert.Equal("Alice <alice@example.org>|Alice <alice@example.org>", _git.Git("log", "-1", "--format=%an <%ae>|%cn <%ce>"));
    }

    [Fact]
    public void A_git_dir_of_the_caller_does_not_lead_astray()
    {
        var head = Repository.Head();
        Environment.SetEnvironmentVariable("GIT_DIR", "/nowhere");

        Assert.Equal(head, Repository.Head());
    }

    public void Dispose()
    {
        Directory.Delete(Environment.GetEnvironmentVariable("HOME")!, recursive: true);
        foreach (var (name, value) in _before) Environment.SetEnvironmentVariable(name, value);
        _git.Dispose();
    }
}
