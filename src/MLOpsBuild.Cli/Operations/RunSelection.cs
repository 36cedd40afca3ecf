using MLOpsBuild.Cli.Output;
using MLOpsBuild.Data.Validation.Expressions;
using MLOpsBuild.Pipelines;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Pipelines.Runs.Search;

namespace MLOpsBuild.Cli.Operations;

/// <summary>The runs of a checkout, to choose from.</summary>
/// <param name="Log">The records.</param>
/// <param name="Table">Those of the pipeline that was asked for.</param>
/// <param name="Runs">The same, newest first.</param>
/// <param name="Unreadable">Records that are damaged or too new.</param>
internal sealed record RunSelection(RunLog Log, RunTable Table, IReadOnlyList<RunSummary> Runs, IReadOnlyList<UnreadableRun> Unreadable)
{
    /// <summary>Reads the index.</summary>
    public static RunSelection Read(Workspace workspace, string? pipeline)
    {
        var log = RunLog.Of(workspace);
        var found = new RunIndex(log).Read();
        IReadOnlyList<RunSummary> runs = pipeline is null ? found.Runs : [.. found.Runs.Where(r => r.Pipeline == pipeline)];
        return new RunSelection(log, new RunTable(runs), runs, found.Unreadable);
    }

    /// <summary>The runs for which a condition holds; all of them without one.</summary>
    /// <exception cref="ConfigurationException">The text is no condition.</exception>
    public IReadOnlyList<RunSummary> Where(string? expression)
    {
        // Without a run nothing has a name, and a condition holds for none.
        if (expression is null || Runs.Count == 0) return Runs;
        try
        {
            return Table.Where(expression);
        }
        catch (RowConditionException problem)
        {
            throw new ConfigurationException($"{expression}: {problem.Message}", problem);
        }
    }

    /// <summary>Runs in an order.</summary>
    /// <exception cref="ConfigurationException">A name is unknown.</exception>
    public IReadOnlyList<RunSummary> Sort(IReadOnlyList<RunSummary> runs, IReadOnlyList<string> by)
    {
        if (Runs.Count == 0) return runs;
        foreach (var name in by.Select(key => RunTable.SortKey(key).Name).Where(name => !Table.Knows(name)))
        {
            throw new ConfigurationException($"--sort {name}: runs have nothing of that name. {NearestName.Hint(name, Table.Names)}");
        }

        return by.Count == 0 ? runs : Table.Sort(runs, by);
    }
}
