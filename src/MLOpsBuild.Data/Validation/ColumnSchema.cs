using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Validation;

/// <summary>A column that every partition must have.</summary>
/// <param name="Name">Its name in the header.</param>
/// <param name="Type">The type of its values.</param>
/// <param name="Description">Meaning and unit, for a person; empty when not given.</param>
public sealed record ColumnSchema(string Name, ColumnType Type, string Description)
{
    /// <summary>The only environment that has the column, such as training for a label; null when all have.</summary>
    public DataEnvironment? Environment { get; init; }

    /// <summary>True for what the calendar fixes, such as the day of the week: it is no news when it differs between two windows, so drift leaves it out.</summary>
    public bool IsCalendar { get; init; }
}
