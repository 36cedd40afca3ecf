using MLOpsBuild.Content;
using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Reporting.Sites;

namespace MLOpsBuild.Reporting.Tests.Sites;

public sealed class SitePageTests
{
    [Fact]
    public void The_history_of_models_and_environments_is_as_it_was_verified() => Snapshot.Matches(SitePage.Write(Site("Retrain up to May")), "site", "html");

    [Fact]
    public void A_repository_in_which_nothing_was_accepted_says_so()
    {
        var page = SitePage.Write(new SiteModel("orders", [new PipelineHistory("late", null, [])], []));

        Assert.Contains("No model was accepted yet.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Environments", page, StringComparison.Ordinal);
    }

    [Fact]
    public void What_stands_in_commits_is_text()
    {
        var page = SitePage.Write(Site("<script>alert(1)</script>"));

        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
    }

    internal static SiteModel Site(string subject)
    {
        static AcceptedVersion Accepted(int day, string subject, double auc) => new(
            new string((char)('a' + day), 40), new DateTimeOffset(2026, 5, day, 23, 30, 0, TimeSpan.FromHours(-2)), subject, Digest.Of([(byte)day]),
            new Dictionary<string, AcceptedValue>
            {
                ["auc"] = new(auc, MetricDirection.Higher, auc - 0.01, auc + 0.01),
                ["rare"] = new(null, MetricDirection.Lower, null, null),
            });
        return new SiteModel(
            "orders",
            [new PipelineHistory("late", "report.html", [Accepted(1, "First", 0.7), Accepted(2, subject, 0.75), Accepted(9, "Weather as a feature", 0.74)])],
            [new EnvironmentHistory("staging", [new ServedVersion(new string('f', 40), new DateTimeOffset(2026, 5, 10, 8, 0, 0, TimeSpan.Zero), "Promote late", Digest.Of("package"u8))])]);
    }
}
