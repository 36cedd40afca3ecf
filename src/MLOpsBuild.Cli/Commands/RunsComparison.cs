using System.Text;
using MLOpsBuild.Cli.Output;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Pipelines.Runs.Comparison;
using MLOpsBuild.Reporting.Runs;
using System.CommandLine;

namespace MLOpsBuild.Cli.Commands;

/// <summary><c>mlops runs compare</c>.</summary>
internal static class RunsComparison
{
    public static Verb Create(CommandHost host)
    {
        var first = host.Shared.Name("FIRST", "The run to compare with: its name, its beginning, 'latest', or 'latest~1' for the one before", Place.Runs);
        var second = host.Shared.Name("SECOND", "The run that is compared", Place.Runs);
        var html = new Option<string?>("--html") { Description = "Write a page with charts, one file that loads nothing", HelpName = "FILE" };
        var verb = new Verb(
            "compare",
            "Compare two runs: parameters, data, code, and metrics with a paired test by blocks",
            "mlops runs compare latest~1 latest",
            "mlops runs compare latest~1 latest --html compared.html") { first, second, html };
        host.Handle(verb, (call, stop) => call.WhileAsync("Comparing", () => Task.Run(() => Compare(call, call.Get(first)!, call.Get(second)!, call.Get(html)), stop)));
        return verb;
    }

    private static Reply Compare(CommandCall call, string first, string second, string? html)
    {
        var log = RunLog.Of(call.Session.Workspace);
        var comparison = RunComparison.Of(call.Session.Workspace.Store, log.Find(first), log.Find(second));
        if (html is not null) DataSource.Write(call, html, force: true, stream => stream.Write(Encoding.UTF8.GetBytes(RunComparisonPage.Write(comparison))));
        return RunComparisonText.Show(comparison) is var reply && html is null ? reply : reply with { Notes = [$"The page: {html}"], Essence = [html!] };
    }
}
