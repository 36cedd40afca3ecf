using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using MLOpsBuild.Cli.Operations;
using MLOpsBuild.Cli.Output;
using MLOpsBuild.Data;
using MLOpsBuild.Reporting.Profiles;

namespace MLOpsBuild.Cli.Commands;

/// <summary><c>mlops data profile</c>: what a window's rows look like.</summary>
internal static class DataProfiling
{
    public static Verb Create(CommandHost host)
    {
        var dataset = host.Shared.Name("DATASET", "The dataset of data.lock.json", Place.Datasets);
        var window = new Option<string>("--window", "-w") { Description = "Which rows: all, 'last 3', 2001-02, 2001-01..2001-03, 2001-01-15..2001-02-03", HelpName = "WINDOW", DefaultValueFactory = _ => "all" };
        var html = new Option<string?>("--html") { Description = "Write a page with charts, one file that loads nothing", HelpName = "FILE" };
        var verb = new Verb(
            "profile",
            "Show counts, spread and frequent values of every column",
            "mlops data profile orders",
            "mlops data profile orders --window 'last 2' --html profile.html",
            "mlops data profile orders --window 2024-01-15..2024-02-03") { dataset, window, html };
        host.Handle(verb, (call, stop) => call.WhileAsync("Profiling", () => Task.Run(() => Show(call, LockedData.Of(call.Session, call.Get(dataset)!), LockedData.WindowOf(call.Get(window)!), call.Get(html), stop), stop)));
        return verb;
    }

    private static Reply Show(CommandCall call, LockedData data, Window window, string? html, CancellationToken cancellationToken)
    {
        var partitions = data.In(window);
        var profile = data.ProfileOf(window, cancellationToken);
        var part = new ProfiledPart(window == Window.All ? $"{Texts.Plural(partitions.Count, "partition")}" : window.ToString(), profile);
        if (html is not null) DataSource.Write(call, html, force: true, stream => stream.Write(Encoding.UTF8.GetBytes(ProfilePage.Write(data.Name, part))));
        return new Reply(
            new { dataset = data.Name, window = window.ToString(), partitions = partitions.Select(p => p.Name), html, profile = JsonNode.Parse(profile.ToJson()) },
            new Lines(ProfileText.Write(data.Name, part)))
        {
            Notes = html is null ? [] : [$"The page: {html}"],
            Essence = html is null ? [] : [html],
        };
    }
}
