namespace MLOpsBuild.Tables;

/// <summary>A named, typed, immutable sequence of values. Rows are counted from 0.</summary>
public abstract class Column
{
    private protected Column(string name, int count)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        Count = count;
    }

    /// <summary>The column's name, unique in its table.</summary>
    public string Name { get; }

    /// <summary>The number of rows.</summary>
    public int Count { get; }

    /// <summary>The type of every value.</summary>
    public abstract ColumnType Type { get; }

    /// <summary>The value at a row.</summary>
    public abstract Cell this[int row] { get; }

    /// <summary>True when the row has no value.</summary>
    public abstract bool IsMissing(int row);

    /// <summary>The same values under another name.</summary>
    public abstract Column Rename(string name);

    /// <summary>The values of the given rows, in the given order.</summary>
    public abstract Column Take(ReadOnlySpan<int> rows);

    /// <summary>All values as numbers, missing as NaN.</summary>
    /// <exception cref="InvalidOperationException">The column is neither <see cref="ColumnType.Number"/> nor <see cref="ColumnType.Integer"/>.</exception>
    public virtual double[] ToNumbers() => throw new InvalidOperationException($"Column '{Name}' is {Type}, not a number.");
}
