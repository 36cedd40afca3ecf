using System.Globalization;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Pipelines.Definition;

/// <summary>What the model learns to predict: a column computed from the raw records.</summary>
/// <param name="Name">The column's name in feature tables.</param>
/// <param name="Value">One value a row; a pure function. For a class its number, counted from 0.</param>
public sealed record Label(string Name, Func<Table, double[]> Value)
{
    /// <summary>The names of the classes whose numbers the values are, in the order of the numbers; empty where the value is no class. Default empty.</summary>
    /// <exception cref="ArgumentException">There is only one, or one occurs twice or is empty.</exception>
    public IReadOnlyList<string> Classes
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            if (value.Count == 1) throw new ArgumentException($"'{value[0]}' is the only class; there must be two or more.", nameof(value));
            if (value.Any(string.IsNullOrEmpty)) throw new ArgumentException("A class has no name.", nameof(value));
            if (value.GroupBy(c => c, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice) throw new ArgumentException($"The class '{twice.Key}' is named twice.", nameof(value));
            field = value;
        }
    } = [];

    /// <summary>The column of the raw records whose value says which rows are ranked against one another, such as a query; null where rows are not ranked. Default null.</summary>
    public string? GroupedBy { get; init; }

    /// <summary>One of several classes, as a column of the raw records names it: a text, or a whole number written out.</summary>
    /// <param name="column">The raw column; the label has its name.</param>
    /// <param name="classes">All classes there can be, in the order in which they are numbered. A record of another one is an error.</param>
    public static Label OfClass(string column, params IReadOnlyList<string> classes)
    {
        ArgumentException.ThrowIfNullOrEmpty(column);
        return new Label(column, records => Numbers(records[column], classes)) { Classes = classes };
    }

    /// <summary>Whether the same is learned.</summary>
    public bool Equals(Label? other) => other is not null && Name == other.Name && Value == other.Value && GroupedBy == other.GroupedBy && Classes.SequenceEqual(other.Classes);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Value, GroupedBy, Classes.Count);

    private static double[] Numbers(Column column, IReadOnlyList<string> classes)
    {
        var numbers = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var name in classes) numbers.Add(name, numbers.Count);
        var values = new double[column.Count];
        for (var row = 0; row < values.Length; row++)
        {
            var text = column.IsMissing(row) ? null : column[row].Text ?? column[row].Number.ToString(CultureInfo.InvariantCulture);
            if (text is null || !numbers.TryGetValue(text, out values[row]))
            {
                throw new InvalidDataException($"Row {row + 1}: '{column.Name}' is {(text is null ? "missing" : $"'{text}'")}; the classes are {string.Join(", ", classes)}.");
            }
        }

        return values;
    }
}
