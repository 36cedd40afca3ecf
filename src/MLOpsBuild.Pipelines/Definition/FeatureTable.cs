using MLOpsBuild.Data;
using MLOpsBuild.Learning;
using MLOpsBuild.Pipelines.Features;
using MLOpsBuild.Pipelines.Steps;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Pipelines.Definition;

/// <summary>Features and label of every partition: columns <c>time</c>, the features, the label, and where rows are ranked the group.</summary>
/// <param name="Dataset">The records.</param>
/// <param name="Set">The features.</param>
/// <param name="Label">The target.</param>
/// <param name="Parts">One table per partition of the dataset, in order.</param>
public sealed record FeatureTable(Dataset Dataset, IBatchFeatures Set, Label Label, IReadOnlyList<Artifact<Table>> Parts)
{
    /// <summary>The name of the column that holds the record's time.</summary>
    public const string TimeColumn = "time";

    /// <summary>The name of the column that holds the group of rows that are ranked; there is none for other labels.</summary>
    public const string GroupColumn = "@group";

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
        var whole = Table.Concat([.. Parts.Select(part => RowSchema.Checked(context.Read(part), Features, part.ToString()))]);
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

    /// <summary>The group of each row, numbered as they come; null where rows are not ranked.</summary>
    public static int[]? Groups(Table rows)
    {
        if (!rows.Has(FeatureTable.GroupColumn)) return null;
        var column = rows[FeatureTable.GroupColumn];
        var numbers = new Dictionary<Cell, int>();
        var groups = new int[column.Count];
        for (var row = 0; row < groups.Length; row++)
        {
            if (!numbers.TryGetValue(column[row], out groups[row])) numbers.Add(column[row], groups[row] = numbers.Count);
        }

        return groups;
    }

    /// <summary>One number per row: the calendar day, which is the unit of chance. Rows that are ranked against one another share the day of the first of them.</summary>
    public static int[] Blocks(Table rows)
    {
        var times = ((TimeColumn)rows[FeatureTable.TimeColumn]).Values;
        var blocks = new int[times.Length];
        for (var row = 0; row < blocks.Length; row++) blocks[row] = DateOnly.FromDateTime(times[row]).DayNumber;
        if (Groups(rows) is not { } groups) return blocks;
        var dayOf = new Dictionary<int, int>();
        for (var row = 0; row < blocks.Length; row++)
        {
            if (!dayOf.TryAdd(groups[row], blocks[row])) blocks[row] = dayOf[groups[row]];
        }

        return blocks;
    }

    /// <summary>What a trainer learns from: inputs, target, classes, and where rows are ranked their groups, the rows of a group one after another.</summary>
    public TrainingSet Set(Table rows)
    {
        var groups = Groups(rows);
        if (groups is not null)
        {
            var order = Enumerable.Range(0, groups.Length).OrderBy(row => groups[row]).ToArray();
            (rows, groups) = (rows.Take(order), Array.ConvertAll(order, row => groups[row]));
        }

        return new TrainingSet(Inputs(rows), Target(rows)) { Classes = Features.Label.Classes, Groups = groups };
    }

    /// <summary>The selection as inputs of a step.</summary>
    public IEnumerable<StepInput> AsInputs() => Parts.Select(part => new StepInput(part.Step, part, null));
}
