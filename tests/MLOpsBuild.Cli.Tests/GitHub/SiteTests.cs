using MLOpsBuild.Cli.Operations;
using MLOpsBuild.Cli.Tests.Changes;
using MLOpsBuild.Content;
using MLOpsBuild.Delivery.Environments;

namespace MLOpsBuild.Cli.Tests.GitHub;

/// <summary>The site of a real repository with a real history.</summary>
public sealed class SiteTests : IDisposable
{
    private readonly ScratchRepository _repository = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task Every_accepted_model_and_every_promotion_is_a_line_of_the_site()
    {
        GitRepositoryOf.Begin(_repository);
        foreach (var (l2, message) in new[] { ("1", "Accept <the first>"), ("2", "Smoother") })
        {
            _repository.Write("pipelines/orders-late/parameters.json", $$"""{ "training": "2024-01", "evaluation": "2024-02", "l2": {{l2}} }""");
            Assert.Equal(0, _repository.Run("metrics", "accept", "--allow-loss", "rmse").ExitCode);
            GitRepositoryOf.Commit(_repository, message);
        }

        new EnvironmentFile { Model = "orders-late", Requires = ["api"], Digest = Digest.Of("package"u8) }.Save(_repository.PathOf("environments/live.json"));
        GitRepositoryOf.Commit(_repository, "Promote to live");
        GitRepositoryOf.Git(_repository, "remote", "add", "origin", "https://git.example.org/shop/orders.git");

        using var session = Open();
        await Reports.Write(session, Stop);
        var written = await Sites.Write(session, Stop);

        Assert.True(written.IsPass, written.Message);
        var page = await File.ReadAllTextAsync(_repository.PathOf(".mlops/site/index.html"), Stop);
        foreach (var text in new[] { "<h1>orders</h1>", "Accept &lt;the first&gt;", "Smoother", "Promote to live", Digest.Of("package"u8).Short, "href=\"report.html\"" }) Assert.Contains(text, page, StringComparison.Ordinal);
        Assert.True(page.IndexOf("Smoother", StringComparison.Ordinal) < page.IndexOf("Accept &lt;the first&gt;", StringComparison.Ordinal), "the newest is first");
        Assert.True(File.Exists(_repository.PathOf(".mlops/site/report.html")));
    }

    [Fact]
    public async Task A_folder_without_commits_has_no_site()
    {
        using var session = Open();
        var written = await Sites.Write(session, Stop);

        Assert.Equal(2, written.ExitCode);
        Assert.Contains("no commit", written.Message, StringComparison.Ordinal);
    }

    private Session Open() => Session.Open(_repository.Root, [new OrdersPipeline()], new SessionOptions());
}
