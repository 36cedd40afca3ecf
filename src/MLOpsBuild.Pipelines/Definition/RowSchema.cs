using MLOpsBuild.Learning;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Pipelines.Definition;

/// <summary>What steps that read rows or a model ask of them: a producer whose output changed is named, with its consumer, where it first does harm.</summary>
internal static class RowSchema
{
    /// <summary>The columns that readers of features ask for.</summary>
    public static IEnumerable<(string Name, ColumnType Type)> Asked(FeatureTable features) =>
        [(FeatureTable.TimeColumn, ColumnType.Time), .. features.Set.Features.Select(f => (f.Name, f.Type)), (features.Label.Name, ColumnType.Number)];

    /// <summary>Rows of features, when they have the columns that their readers ask for.</summary>
    /// <exception cref="InvalidDataException">A column is missing or of another type; all are named with the step that made them.</exception>
    public static Table Checked(Table rows, FeatureTable features, string producer)
    {
        var problems = Asked(features).Select(asked => Problem(rows, asked.Name, asked.Type)).OfType<string>().ToList();
        if (features.Label.GroupedBy is not null && !rows.Has(FeatureTable.GroupColumn)) problems.Add($"'{FeatureTable.GroupColumn}' is missing");
        return problems.Count == 0 ? rows : throw new InvalidDataException($"{producer} gives rows of another schema: {string.Join("; ", problems)}. Its features are declared by {features.Set.GetType().Name}.");
    }

    /// <summary>Refuses a model that asks for other columns than the rows have.</summary>
    /// <exception cref="InvalidDataException">An input is missing or of another type; all are named with both steps.</exception>
    public static void Check(ITrainedModel model, string producer, Table rows, FeatureTable features)
    {
        var known = features.Set.Features.Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        var problems = model.Inputs.Select(i => known.Contains(i.Name) ? Problem(rows, i.Name, i.Type) : $"'{i.Name}' is no feature").OfType<string>().ToArray();
        if (problems.Length > 0) throw new InvalidDataException($"{producer} gives a model that asks for other rows than there are: {string.Join("; ", problems)}. Features are {string.Join(", ", known.Order(StringComparer.Ordinal))}.");
    }

    private static string? Problem(Table rows, string name, ColumnType asked)
    {
        if (!rows.Has(name)) return $"'{name}' ({Word(asked)}) is missing";
        var found = rows[name].Type;
        // An integer serves wherever a number does, and to a model both are numbers.
        var fits = found == asked || (found is ColumnType.Integer or ColumnType.Number && asked is ColumnType.Number or ColumnType.Integer);
        return fits ? null : $"'{name}' is {Word(found)}, {Word(asked)} is asked";
    }

    private static string Word(ColumnType type) => type.ToString().ToLowerInvariant();
}
