using System.Text.Json.Nodes;
using MLOpsBuild.Cli.Tests.Changes;
using MLOpsBuild.Pipelines.Sharing;

namespace MLOpsBuild.Cli.Tests.Commands;

/// <summary>The way of a shared result: a protected branch's job computes and signs, other clones read.</summary>
public sealed class CacheTests : IDisposable
{
    private readonly SigningKey _key = SigningKey.New();
    private readonly ScratchRepository _ci;
    private readonly ScratchRepository _laptop;

    public CacheTests()
    {
        _ci = new ScratchRepository { Variables = Job() };
        Project(_ci, ("ci", _key.Public.ToString()));
        GitRepositoryOf.Begin(_ci);
        _laptop = new ScratchRepository { Variables = new() { ["MLOPS_CACHE_KEYS"] = "" } };
        Project(_laptop, ("ci", _key.Public.ToString()));
        GitRepositoryOf.Begin(_laptop);
        Directory.Delete(_laptop.PathOf("remote"), recursive: true);
        Directory.CreateSymbolicLink(_laptop.PathOf("remote"), _ci.PathOf("remote"));
    }

    public void Dispose()
    {
        _laptop.Dispose();
        _ci.Dispose();
    }

    [Fact]
    public void What_a_protected_branch_computed_is_a_hit_in_another_clone()
    {
        Push();

        var steps = Steps(_laptop.Run("run", "--json"));

        Assert.All(steps.Where(s => !Name(s).StartsWith("check@", StringComparison.Ordinal)), s => Assert.True((bool)s["cached"]!, s.ToJsonString()));
        Assert.Contains("on branch main, by way of remote", _laptop.Run("why", "train").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_cannot_bring_its_own_keys()
    {
        var foreign = SigningKey.New();
        _ci.Variables!["MLOPS_CACHE_KEY"] = foreign.ToPem();
        Push();
        GitRepositoryOf.Git(_laptop, "checkout", "-q", "-b", "change");
        Project(_laptop, ("ci", _key.Public.ToString()), ("mine", foreign.Public.ToString()));
        GitRepositoryOf.Commit(_laptop, "Trust me");

        var run = _laptop.Run("run", "--until", "train");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("! train: the result shared in", run.Error, StringComparison.Ordinal);
        Assert.Contains("which is not trusted; trusted are ci", run.Error, StringComparison.Ordinal);
        Assert.Contains("train ran: first run in this checkout (! the result shared in", _laptop.Run("why", "train").Output, StringComparison.Ordinal);
        Assert.Equal(["ci"], _laptop.Run("cache", "keys", "--quiet").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void A_user_may_trust_a_key_of_their_own()
    {
        var own = SigningKey.New();
        _ci.Variables!["MLOPS_CACHE_KEY"] = own.ToPem();
        Push();
        _laptop.Write(".mlops/keys.json", new JsonObject { ["own"] = own.Public.ToString() }.ToJsonString());
        _laptop.Variables!["MLOPS_CACHE_KEYS"] = _laptop.PathOf(".mlops/keys.json");

        Assert.All(Steps(_laptop.Run("run", "--until", "train", "--json")), s => Assert.True((bool)s["cached"]!));
    }

    [Fact]
    public void A_protected_branch_computes_what_it_delivers_itself()
    {
        Push();
        _laptop.Variables!["GITHUB_ACTIONS"] = "true";
        _laptop.Variables["GITHUB_REF_PROTECTED"] = "true";

        Assert.All(Steps(_laptop.Run("run", "--until", "train", "--json")), s => Assert.False((bool)s["cached"]!));
    }

    [Fact]
    public void The_shared_cache_can_be_turned_off()
    {
        Push();
        _laptop.Variables!["MLOPS_SHARED_CACHE"] = "off";

        Assert.All(Steps(_laptop.Run("run", "--until", "train", "--json")), s => Assert.False((bool)s["cached"]!));
    }

    [Theory]
    [InlineData("GITHUB_EVENT_NAME", "pull_request", "this job is of a pull request, which only reads")]
    [InlineData("GITHUB_REF_PROTECTED", "false", "feature is not protected")]
    [InlineData("GITHUB_ACTIONS", "", "this is no job of continuous integration")]
    [InlineData("MLOPS_CACHE_KEY", "", "MLOPS_CACHE_KEY is not set")]
    [InlineData("MLOPS_CACHE_KEY", "secret", "The signing key is no private key in PEM")]
    public void Only_a_protected_branch_with_a_key_may_write(string variable, string value, string reason)
    {
        _ci.Run("run", "--until", "train");
        _ci.Variables![variable] = value;
        _ci.Variables["GITHUB_REF_NAME"] = "feature";

        var pushed = _ci.Run("cache", "push");

        Assert.Equal(2, pushed.ExitCode);
        Assert.Contains(reason, pushed.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret\"", pushed.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(_ci.Remote.Tags(), t => t.Name.StartsWith("step-", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("MLOPS_CACHE_KEY", "", "MLOPS_CACHE_KEY is not set")]
    [InlineData("GITHUB_REF_PROTECTED", "false", "is not protected")]
    public void A_job_that_may_not_share_can_ask_to_end_well(string variable, string value, string reason)
    {
        _ci.Run("run", "--until", "train");
        _ci.Variables![variable] = value;

        var pushed = _ci.Run("cache", "push", "--if-allowed");

        Assert.Equal(0, pushed.ExitCode);
        Assert.Contains(reason, pushed.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(_ci.Remote.Tags(), t => t.Name.StartsWith("step-", StringComparison.Ordinal));
    }

    [Fact]
    public void A_key_that_is_no_key_is_an_error_whatever_was_asked()
    {
        _ci.Run("run", "--until", "train");
        _ci.Variables!["MLOPS_CACHE_KEY"] = "secret";

        Assert.Equal(2, _ci.Run("cache", "push", "--if-allowed").ExitCode);
    }

    [Fact]
    public void What_was_run_with_changes_that_are_not_committed_is_not_shared()
    {
        _ci.Write("pipelines/orders-late/parameters.json", """{ "training": "2024-01", "evaluation": "2024-02", "l2": 3 }""");
        _ci.Run("run", "--until", "train");

        Assert.Contains("the working tree had changes", _ci.Run("cache", "push").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_run_only_found_is_not_signed_as_computed()
    {
        _ci.Run("run", "--until", "features");
        _ci.Run("run", "--until", "train");

        Assert.Equal(["train"], _ci.Run("cache", "push", "--quiet").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void A_new_key_is_readable_by_its_owner_alone_and_never_overwrites_a_file()
    {
        var made = _laptop.Run("cache", "keygen", ".mlops/new.pem", "--quiet");

        Assert.Equal(SigningKey.Parse(File.ReadAllText(_laptop.PathOf(".mlops/new.pem"))).Public.ToString(), made.Output.Trim());
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_laptop.PathOf(".mlops/new.pem")));
        Assert.Contains("is there already", _laptop.Run("cache", "keygen", ".mlops/new.pem").Error, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE", _laptop.Run("cache", "keygen", ".mlops/other.pem").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_status_says_what_is_here_who_is_asked_and_why_nothing_is_shared()
    {
        _laptop.Run("run", "--until", "train");

        var status = _laptop.Run("cache", "status");
        Assert.Contains("2 results here", status.Output, StringComparison.Ordinal);
        Assert.Contains("what is not here is looked for at remote; trusted are ci", status.Output, StringComparison.Ordinal);
        Assert.Contains("nothing is shared from here: this is no job of continuous integration", status.Output, StringComparison.Ordinal);
        var job = _ci.Run("cache", "status", "--json").Result;
        Assert.True((bool)job["writes"]!);
        Assert.Equal("what a protected branch delivers it computes itself", (string)job["whyUnread"]!);
    }

    [Fact]
    public void A_key_that_cannot_be_read_is_told_with_its_place_and_stops_no_run()
    {
        Project(_laptop, ("ci", "AAAA"));
        GitRepositoryOf.Commit(_laptop, "Break");

        Assert.Equal(2, _laptop.Run("cache", "keys").ExitCode);
        var run = _laptop.Run("run", "--until", "train");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("no shared result is used: The cache key 'ci' of mlops.json of main at", run.Error, StringComparison.Ordinal);
    }

    private Dictionary<string, string> Job() => new(StringComparer.Ordinal)
    {
        ["GITHUB_ACTIONS"] = "true",
        ["GITHUB_EVENT_NAME"] = "push",
        ["GITHUB_REF_PROTECTED"] = "true",
        ["MLOPS_CACHE_KEY"] = _key.ToPem(),
        ["MLOPS_CACHE_KEYS"] = "",
    };

    private void Push()
    {
        Assert.Equal(0, _ci.Run("run").ExitCode);
        var pushed = _ci.Run("cache", "push");
        Assert.True(pushed.ExitCode == 0, pushed.Error);
    }

    private static void Project(ScratchRepository repository, params (string Name, string Key)[] keys)
    {
        var named = new JsonObject();
        foreach (var (name, key) in keys) named[name] = key;
        repository.Write("mlops.json", new JsonObject { ["version"] = 1, ["dataRemote"] = "remote", ["registry"] = "registry", ["cacheKeys"] = named }.ToJsonString());
    }

    private static JsonNode[] Steps(CommandResult run) => [.. run.Result["steps"]!.AsArray().Select(s => s!)];

    private static string Name(JsonNode step) => (string)step["name"]!;
}
