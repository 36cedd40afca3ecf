using System.CommandLine;
using MLOpsBuild.Cli.Output;
using MLOpsBuild.Pipelines;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Cli.Commands;

/// <summary><c>mlops why STEP</c>.</summary>
internal static class WhyCommand
{
    public static Command Create(CommandHost host)
    {
        var step = host.Shared.Name("STEP", "The step, as 'runs show' names it", root => Place.Steps(root, null));
        var verb = new Verb("why", "Say why a step ran, or where its result was found, in the newest run that has it", "mlops why train", "mlops why features@2024-05 --pipeline NAME") { step, host.Shared.Pipeline };
        host.Handle(verb, (call, _) => Task.FromResult(Explain(call.Session.Workspace, call.Get(step)!, call.Pipeline)));
        return verb;
    }

    private static Reply Explain(Workspace workspace, string name, string? pipeline)
    {
        // Read one after the other: the newest mostly has it. What challengers and reproductions did is their own matter.
        var records = RunLog.Of(workspace).All().Where(r => r.Kind is null && (pipeline is null || r.Pipeline == pipeline));
        var known = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var record in records)
        {
            if (record.Steps.FirstOrDefault(s => s.Name == name) is { } step) return Explain(record, step);
            known.UnionWith(record.Steps.Select(s => s.Name));
        }

        return Reply.Failed(ExitCodes.Usage, known.Count == 0
            ? $"There is no run{(pipeline is null ? "" : " of " + pipeline)} yet; start one with './mlops run'."
            : $"No run has a step '{name}'. {NearestName.Hint(name, [.. known.OrderBy(n => n.Contains('@', StringComparison.Ordinal))])}");
    }

    private static Reply Explain(RunRecord record, StepRun step)
    {
        var inputs = step.Inputs.Select(i => (Kind: "input", i.Key, i.Value)).Append((Kind: "code", Key: "", Value: step.Code)).Concat(step.Outputs.Select(o => (Kind: "output", o.Key, o.Value)));
        return new Reply(
            new { run = record.Id, record.Pipeline, step = step.Name, step.Cached, step.Why, step.Seconds, step.Key, step.Code, step.Inputs, step.Outputs },
            new Lines([$"{step.Name} {(step.Cached ? "was cached" : "ran")}: {step.Why}", $"in run {record.Id} of {record.Pipeline}, {Texts.Seconds(step.Seconds)}, key {step.Key.Short}"]),
            Grid.Of(inputs, ("", i => i.Kind), ("name", i => i.Key), ("digest", i => i.Value.Short)))
        {
            Essence = [step.Why],
        };
    }
}
