using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Drifts;

/// <summary>The bins of one column: fixed by the reference, the same for every sample that is compared with it. Bin 0 is for missing values.</summary>
internal abstract record ColumnBins(string Name)
{
    /// <summary>A text column with more distinct values than this is an identifier, not a category, and is not judged.</summary>
    public const int MostCategories = 4096;

    public abstract int Count { get; }

    /// <summary>Why the column is not judged; null when it is.</summary>
    public virtual string? Unjudged => null;

    /// <summary>The bin of every row.</summary>
    /// <returns>Null when the column is of another kind.</returns>
    public abstract int[]? BinsOf(Column column);

    public static ColumnBins Of(Column column, int mostEdges) => column switch
    {
        TextColumn texts => CategoryBins.Of(texts),
        TimeColumn => new NoBins(column.Name),
        _ => NumberBins.Of(column, mostEdges),
    };

    public static ColumnBins Of(string name, ColumnProfile column, int mostEdges) => column.Type switch
    {
        ColumnType.Text => CategoryBins.Of(name, column),
        ColumnType.Time => new NoBins(name),
        _ => NumberBins.Of(name, column, mostEdges),
    };
}

/// <summary>
/// Between and on k edges there are 2k + 1 bins, odd for the gaps and even for the edges themselves: a value that many rows share has a bin of its own, and a new value between two old ones
/// is told from both.
/// </summary>
internal sealed record NumberBins(string Name, double[] Edges) : ColumnBins(Name)
{
    public override int Count => 2 * Edges.Length + 2;

    public static new NumberBins Of(Column column, int mostEdges)
    {
        var sorted = Array.FindAll(column.ToNumbers(), v => !double.IsNaN(v));
        Array.Sort(sorted);
        double[] distinct = [.. sorted.Distinct().Take(mostEdges + 1)];
        if (distinct.Length <= mostEdges) return new NumberBins(column.Name, distinct);
        return new NumberBins(column.Name, [.. Enumerable.Range(1, mostEdges).Select(i => sorted[(int)((long)i * sorted.Length / (mostEdges + 1))]).Distinct()]);
    }

    /// <summary>The same edges as of the column itself while the profile is exact, and otherwise those of its sketch: any edges that the reference sets will do.</summary>
    public static new NumberBins Of(string name, ColumnProfile column, int mostEdges)
    {
        var values = column.Numbers.ToArray();
        if (values.Length <= mostEdges && column.IsExact) return new NumberBins(name, [.. values.Select(v => v.Key)]);
        var count = values.Sum(v => v.Value);
        var edges = new List<double>(mostEdges);
        long below = 0;
        for (int i = 1, at = 0; i <= mostEdges; i++)
        {
            var rank = (long)((Int128)i * count / (mostEdges + 1));
            while (below + values[at].Value <= rank) below += values[at++].Value;
            if (edges.Count == 0 || edges[^1] < values[at].Key) edges.Add(values[at].Key);
        }

        return new NumberBins(name, [.. edges]);
    }

    public override int[]? BinsOf(Column column) =>
        column is TextColumn or TimeColumn ? null : Array.ConvertAll(column.ToNumbers(), BinOf);

    private int BinOf(double value)
    {
        if (double.IsNaN(value)) return 0;
        var place = Array.BinarySearch(Edges, value);
        return place < 0 ? 2 * ~place + 1 : 2 * place + 2;
    }
}

/// <summary>One bin a category of the reference, in ordinal order, and a last one for all that it does not have: which of them moves no total variation.</summary>
internal sealed record CategoryBins(string Name, string[] Texts) : ColumnBins(Name)
{
    public override int Count => Texts.Length + 2;

    public override string? Unjudged => Texts.Length > MostCategories ? $"more than {MostCategories} distinct texts are an identifier, not a category" : null;

    public static CategoryBins Of(TextColumn column)
    {
        var used = new bool[column.Dictionary.Count];
        foreach (var code in column.Codes)
        {
            if (code >= 0) used[code] = true;
        }

        return new CategoryBins(column.Name, [.. column.Dictionary.Where((_, code) => used[code]).Select(ColumnProfile.KeyOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(MostCategories + 1)]);
    }

    public static ColumnBins Of(string name, ColumnProfile column) => column.IsExact
        ? new CategoryBins(name, [.. column.Texts.Select(t => t.Key)])
        : new NoBins(name, $"about {column.Distinct} distinct texts are an identifier, not a category");

    public override int[]? BinsOf(Column column)
    {
        if (column is not TextColumn texts) return null;
        int[] binOfCode = [.. texts.Dictionary.Select(text => Array.BinarySearch(Texts, ColumnProfile.KeyOf(text), StringComparer.Ordinal) is >= 0 and var place ? place + 1 : Texts.Length + 1)];
        var bins = new int[texts.Count];
        for (var row = 0; row < bins.Length; row++) bins[row] = texts.Codes[row] < 0 ? 0 : binOfCode[texts.Codes[row]];
        return bins;
    }
}

/// <summary>A column that is not compared.</summary>
internal sealed record NoBins(string Name, string? Why = null) : ColumnBins(Name)
{
    public override int Count => 1;

    public override string? Unjudged => Why ?? "times are not compared";

    public override int[]? BinsOf(Column column) => new int[column.Count];
}
