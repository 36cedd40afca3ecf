using MLOpsBuild.Learning;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Pipelines.Gates;

/// <summary>Rows to learn from or to measure on.</summary>
/// <param name="Features">The model's inputs.</param>
/// <param name="Target">One value a row.</param>
/// <param name="Blocks">The block of each row.</param>
internal sealed record LearningRows(Table Features, double[] Target, int[] Blocks)
{
    /// <summary>The names of the target's classes; empty where it is no class.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>The group of each row; null where rows are not ranked.</summary>
    public int[]? Groups { get; init; }

    /// <summary>Some rows, in the given order; where they were drawn several times, groups of different draws are different groups.</summary>
    public LearningRows Take(int[] rows, int[]? draws = null) => new(Features.Take(rows), Array.ConvertAll(rows, row => Target[row]), Array.ConvertAll(rows, row => Blocks[row]))
    {
        Classes = Classes,
        Groups = Groups is null ? null : Numbered([.. rows.Select((row, i) => (draws?[i] ?? 0, Groups[row]))]),
    };

    /// <summary>About so many rows, evenly from all; where rows are ranked the first whole groups that are as many, for part of a group is another ranking.</summary>
    public LearningRows Some(int most)
    {
        var count = Math.Min(most, Target.Length);
        if (Groups is null) return Take([.. Enumerable.Range(0, count).Select(i => (int)((long)i * Target.Length / count))]);
        var last = Groups[count - 1];
        return Take([.. Enumerable.Range(0, Target.Length).Where(row => Groups[row] <= last)]);
    }

    /// <summary>As a trainer takes them: the rows of a group one after another.</summary>
    public TrainingSet ToSet()
    {
        if (Groups is null) return new TrainingSet(Features, Target) { Classes = Classes };
        var order = Enumerable.Range(0, Groups.Length).OrderBy(row => Groups[row]).ToArray();
        return new TrainingSet(Features.Take(order), Array.ConvertAll(order, row => Target[row])) { Classes = Classes, Groups = Array.ConvertAll(order, row => Groups[row]) };
    }

    // In the order in which they come.
    private static int[] Numbered((int Draw, int Group)[] keys)
    {
        var numbers = new Dictionary<(int, int), int>();
        return Array.ConvertAll(keys, key => numbers.TryGetValue(key, out var known) ? known : numbers[key] = numbers.Count);
    }
}
