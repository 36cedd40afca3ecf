using MLOpsBuild.Tables;

namespace MLOpsBuild.Pipelines.Features;

/// <summary>Puts tables of unknown origin into the types that features expect.</summary>
public static class RecordTable
{
    /// <summary>The table with every input and event field in its declared type; whole numbers stand for numbers.</summary>
    /// <exception cref="InvalidDataException">A field is missing or of another type.</exception>
    public static Table Typed(Table table, IFeatureSet features)
    {
        var columns = table.Columns.ToDictionary(c => c.Name, StringComparer.Ordinal);
        foreach (var field in features.Inputs.Concat(features.Events.SelectMany(e => e.Fields)).DistinctBy(f => f.Name))
        {
            if (!table.Has(field.Name)) throw new InvalidDataException($"The records have no column '{field.Name}' ({field.Description}); they have {string.Join(", ", table.Columns.Select(c => c.Name))}.");
            var isWhole = field.Type == ColumnType.Number && table[field.Name].Type == ColumnType.Integer;
            if (isWhole) columns[field.Name] = new NumberColumn(field.Name, table[field.Name].ToNumbers());
            else if (table[field.Name].Type != field.Type) throw new InvalidDataException($"The column '{field.Name}' is {table[field.Name].Type}; {field.Type} is needed.");
        }

        return new Table([.. table.Columns.Select(c => columns[c.Name])]);
    }
}
