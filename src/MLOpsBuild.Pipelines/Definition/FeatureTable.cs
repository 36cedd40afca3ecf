using MLOpsBuild.Data;
using MLOpsBuild.Pipelines.Features;
using MLOpsBuild.Pipelines.Steps;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Pipelines.Definition;

/// <summary>What the model learns to predict: a column computed from the raw records.</summary>
/// <param name="Name">The column's name in feature tables.</param>
/// <param name="Value">One value a row; a pure function.</param>
public sealed record Label(string Name, Func<Table, double[]> Value);

/// <summary>Features and label of every partition: columns <c>time</c>, the features, and the label.</summary>
/// <param name="Dataset">The records.</param>
/// <param name="Set">The features.</param>
/// <param name="Label">The target.</param>
/// <param name="Parts">One table per partition of the dataset, in order.</param>
public sealed record FeatureTable(Dataset Dataset, IBatchFeatures Set, Label Label, IReadOnlyList<Artifact<Table>> Parts)
{
    /// <summary>The name of the column that holds the record's time.</summary>
    public const string TimeColumn = "time";

    /// <summary>The rows whose time lies in a window.</summary>
    /// <exception cref="ConfigurationException">No locked partition overlaps the window.</exception>
    public RowSelection In(Window window)
    {
        var partitions = window.Partitions(Dataset.Partitions);
        if (partitions.Count == 0)
        {
            throw new ConfigurationException(
                $"The window {window} has no rows: {Dataset.Name} is locked for {string.Join(", ", Dataset.Partitions.Select(p => p.Name))}.");
        }

        var parts = Dataset.Partitions.Zip(Parts).Where(p => partitions.Contains(p.First)).ToArray();
        return new RowSelection(this, window, [.. parts.Select(p => p.First)], [.. parts.Select(p => p.Second)]);
    }
}

/// <summary>Rows of a feature table: the parts that a window overlaps, cut to the window when read.</summary>
/// <param name="Features">The whole.</param>
/// <param name="Window">Which rows.</param>
/// <param name="Partitions">The partitions that the window overlaps.</param>
/// <param name="Parts">Their tables.</param>
public sealed record RowSelection(FeatureTable Features, Window Window, IReadOnlyList<Partition> Partitions, IReadOnlyList<Artifact<Table>> Parts)
{
    /// <summary>The rows, in order of time.</summary>
    public Table Read(StepContext context)
    {
        var whole = Table.Concat([.. Parts.Select(context.Read)]);
        var times = ((TimeColumn)whole[FeatureTable.TimeColumn]).Values;
        var rows = new List<int>(whole.RowCount);
        for (var row = 0; row < times.Length; row++)
        {
            if (Window.Contains(times[row])) rows.Add(row);
        }

        return rows.Count == whole.RowCount ? whole : whole.Take([.. rows]);
    }

    /// <summary>The columns that the model may see.</summary>
    public Table Inputs(Table rows) => rows.Select(Features.Set.Features.Select(f => f.Name));

    /// <summary>The target, one value a row.</summary>
    public double[] Target(Table rows) => rows[Features.Label.Name].ToNumbers();

    /// <summary>One number per row: the calendar day, which is the unit of chance.</summary>
    public static int[] Blocks(Table rows)
    {
        var times = ((TimeColumn)rows[FeatureTable.TimeColumn]).Values;
        var blocks = new int[times.Length];
        for (var row = 0; row < blocks.Length; row++) blocks[row] = DateOnly.FromDateTime(times[row]).DayNumber;
        return blocks;
    }

    /// <summary>The selection as inputs of a step.</summary>
    public IEnumerable<StepInput> AsInputs() => Parts.Select(part => new StepInput(part.Step, part, null));
}
