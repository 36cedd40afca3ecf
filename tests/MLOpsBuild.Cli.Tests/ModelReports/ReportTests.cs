using System.Diagnostics;
using MLOpsBuild.Cli.Operations;

namespace MLOpsBuild.Cli.Tests.ModelReports;

/// <summary>The report of a real pipeline in a real repository: what it says of a branch, and what it does not make again.</summary>
public sealed class ReportTests : IDisposable
{
    private readonly ScratchRepository _repository = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Page => File.ReadAllText(_repository.PathOf(".mlops/report/report.md"));

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task Report_of_an_unchanged_run_is_left_as_it_is()
    {
        Begin();
        await WriteAsync();
        var first = await WriteAsync();
        var written = File.GetLastWriteTimeUtc(_repository.PathOf(".mlops/report/report.html"));

        var second = await WriteAsync();

        Assert.StartsWith("as before", first.Why, StringComparison.Ordinal);
        Assert.StartsWith("as before", second.Why, StringComparison.Ordinal);
        Assert.Equal(written, File.GetLastWriteTimeUtc(_repository.PathOf(".mlops/report/report.html")));
    }

    [Theory]
    [InlineData(".mlops/report/report.html", "")]
    [InlineData(".mlops/report/pages.json", "{")]
    [InlineData("pipelines/orders-late/gates.json", null)]
    public async Task Report_is_made_again_when_a_page_or_what_it_shows_has_changed(string file, string? content)
    {
        Begin();
        await WriteAsync();
        await WriteAsync();
        _repository.Write(file, content ?? File.ReadAllText(_repository.PathOf(file)).Replace("\"max\": 100", "\"max\": 99", StringComparison.Ordinal));

        Assert.Equal("written", (await WriteAsync()).Why);
        Assert.Contains("<h1>orders-late</h1>", await File.ReadAllTextAsync(_repository.PathOf(".mlops/report/report.html"), Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Branch_is_told_by_what_it_changes_since_it_left_the_default_branch()
    {
        Begin();
        Replace("pipelines/orders-late/parameters.json", "\"l2\": 1 ", "\"l2\": 50 ");
        Replace("pipelines/orders-late/schema.json", "\"max\": 100", "\"max\": 90");
        Git("commit", "--quiet", "-am", "Change");

        await WriteAsync();

        Assert.Contains("| parameter | `l2` | 1 → 50 |", Page, StringComparison.Ordinal);
        Assert.Contains("`rule size.range`", Page, StringComparison.Ordinal);
        Assert.Contains("&& ./mlops run orders-late --no-cache", Page, StringComparison.Ordinal);
        Assert.Contains("Residuals", Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Branch_that_changes_nothing_shows_no_changes_and_is_reproduced_by_one_command()
    {
        Begin();

        await WriteAsync();

        Assert.DoesNotContain("What changed", Page, StringComparison.Ordinal);
        Assert.DoesNotContain("Accept these metrics", Page, StringComparison.Ordinal);
        Assert.Contains("./mlops reproduce ", Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_that_nobody_accepted_yet_come_with_the_command()
    {
        await WriteAsync();

        Assert.Contains("./mlops metrics accept --pipeline orders-late", Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Card_is_written_once_and_keeps_what_its_authors_say()
    {
        Begin();
        const string Card = "docs/model-cards/orders-late.md";
        await CardAsync();
        _repository.Write(Card, File.ReadAllText(_repository.PathOf(Card)).Replace("_Say here when not to trust it._", "Not at Easter.", StringComparison.Ordinal));
        var kept = await CardAsync();
        Replace("pipelines/orders-late/parameters.json", "\"l2\": 1 ", "\"l2\": 50 ");

        var changed = await CardAsync();

        Assert.Equal(("as before", "brought up to date"), (kept.Why, changed.Why));
        var text = await File.ReadAllTextAsync(_repository.PathOf(Card), Stop);
        Assert.Contains("Not at Easter.", text, StringComparison.Ordinal);
        Assert.Contains("| `l2` | 50 |", text, StringComparison.Ordinal);
    }

    private async Task<Outcome> WriteAsync()
    {
        using var session = Open();
        return await MLOpsBuild.Cli.Operations.Reports.Write(session, Stop);
    }

    private async Task<Outcome> CardAsync()
    {
        using var session = Open();
        return await ModelCards.Write(session, Stop);
    }

    private Session Open() => Session.Open(_repository.Root, _repository.Pipelines, new SessionOptions { Threads = 2, BaseBranch = null });

    /// <summary>An accepted model on <c>main</c>, and a branch from there.</summary>
    private void Begin()
    {
        var accepted = _repository.Run("metrics", "accept");
        Assert.True(accepted.ExitCode == 0, accepted.Error);
        _repository.Write(".gitignore", ".mlops/\n*.received.*\n");
        Git("init", "--quiet", "--initial-branch", "main");
        Git("config", "user.name", "Ada");
        Git("config", "user.email", "ada@example.org");
        Git("config", "commit.gpgsign", "false");
        Git("add", "--all");
        Git("commit", "--quiet", "-m", "Begin");
        Git("checkout", "--quiet", "-b", "side");
    }

    private void Replace(string path, string part, string with)
    {
        var text = File.ReadAllText(_repository.PathOf(path));
        Assert.Contains(part, text, StringComparison.Ordinal);
        _repository.Write(path, text.Replace(part, with, StringComparison.Ordinal));
    }

    private void Git(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = _repository.Root, RedirectStandardError = true, RedirectStandardOutput = true })!;
        var error = process.StandardError.ReadToEndAsync(Stop);
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error.GetAwaiter().GetResult());
    }
}
