using System.CommandLine;
using MLOpsBuild.Cli.Operations;
using MLOpsBuild.Pipelines.Runs;

namespace MLOpsBuild.Cli.Commands;

/// <summary><c>mlops runs …</c>.</summary>
internal static class RunsCommand
{
    public static Command Create(CommandHost host) => new Verb("runs", "The records of runs: what went in, what happened, what came out")
    {
        List(host),
        Search(host),
        Show(host),
        Best(host),
        RunsComparison.Create(host),
        RunsExport.Create(host),
    };

    private static Verb List(CommandHost host)
    {
        var options = new RunsOptions(host);
        var verb = new Verb(
            "list",
            "List runs, newest first",
            "mlops runs list",
            "mlops runs list -n 5 --pipeline NAME",
            "mlops runs list --sort -auc --where \"train.trees >= 200 and branch = 'main'\"",
            "mlops runs list --json --limit 0 | jq '.result.runs[].metrics.auc'") { options.Limit, options.Where, options.Sort, host.Shared.Pipeline };
        host.Handle(verb, (call, _) => Task.FromResult(RunsText.List(call, RunSelection.Read(call.Session.Workspace, call.Pipeline), call.Get(options.Where), call.Get(options.Sort)!, call.Get(options.Limit))));
        return verb;
    }

    private static Verb Search(CommandHost host)
    {
        var options = new RunsOptions(host);
        var expression = new Argument<string>("EXPRESSION") { Description = "A condition on facts, metrics and parameters, in the language of a schema's row rules", HelpName = "EXPRESSION" };
        var verb = new Verb(
            "search",
            "Find runs, and show what they were found by",
            "mlops runs search \"auc > 0.83 and train.trees >= 200\"",
            "mlops runs search \"log-loss < 0.4 and started >= '2026-01-01'\" --sort log-loss",
            "mlops runs search \"state != 'finished' or verdict = 'fail'\"") { expression, options.Limit, options.Sort, host.Shared.Pipeline };
        host.Handle(verb, (call, _) => Task.FromResult(RunsText.List(call, RunSelection.Read(call.Session.Workspace, call.Pipeline), call.Get(expression), call.Get(options.Sort)!, call.Get(options.Limit))));
        return verb;
    }

    private static Verb Show(CommandHost host)
    {
        var id = host.Shared.Name("ID", "The run's name, its beginning, 'latest', or 'latest~1' for the one before", Place.Runs);
        var verb = new Verb("show", "Show a run: data, parameters, steps, metrics, curves, verdicts, and what it made", "mlops runs show latest", "mlops runs show 20260131-1425") { id };
        host.Handle(verb, (call, _) => Task.FromResult(RunText.Show(RunLog.Of(call.Session.Workspace).Find(call.Get(id)!))));
        return verb;
    }

    private static Verb Best(CommandHost host)
    {
        var options = new RunsOptions(host);
        var metric = host.Shared.Names<string>("--metric", "The metric", "NAME", Place.RunMetrics);
        metric.Required = true;
        var direction = new Option<string?>("--direction") { Description = "Which values are better: higher or lower; the metric's own when left out", HelpName = "DIRECTION" };
        direction.AcceptOnlyFromAmong("higher", "lower");
        var verb = new Verb(
            "best",
            "Name the best run by a metric, and say whether it can be told from the second",
            "mlops runs best --metric auc",
            "mlops runs best --metric log-loss --where \"branch = 'main'\" --pipeline NAME") { metric, direction, options.Where, host.Shared.Pipeline };
        host.Handle(verb, (call, _) => Task.FromResult(RunsText.Best(call, RunSelection.Read(call.Session.Workspace, call.Pipeline), call.Get(options.Where), call.Get(metric)!, call.Get(direction))));
        return verb;
    }
}
