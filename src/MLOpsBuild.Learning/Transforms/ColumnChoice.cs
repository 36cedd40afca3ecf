using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Transforms;

/// <summary>Finds the columns that a transform is for.</summary>
internal static class ColumnChoice
{
    public static bool IsNumber(this ModelInput input) => input.Type is ColumnType.Number or ColumnType.Integer;

    public static ModelInput[] Numbers(TrainingSet set, IReadOnlyList<string>? names) => Of(set, names, IsNumber, "numbers");

    public static ModelInput[] Texts(TrainingSet set, IReadOnlyList<string>? names) => Of(set, names, Inputs.IsText, "texts");

    public static ModelInput[] Times(TrainingSet set, IReadOnlyList<string>? names) => Of(set, names, i => i.Type == ColumnType.Time, "times");

    /// <summary>The named columns, each of which must fit; without names all that fit, in the table's order.</summary>
    public static ModelInput[] Of(TrainingSet set, IReadOnlyList<string>? names, Func<ModelInput, bool> fits, string what)
    {
        Rows(set);
        if (names is null) return [.. Inputs.OfAnyType(set.Features).Where(fits)];
        var chosen = new List<ModelInput>();
        foreach (var name in names)
        {
            if (!set.Features.Has(name)) throw new ArgumentException($"No column is named '{name}'; there are {string.Join(", ", set.Features.Columns.Select(c => c.Name))}.", nameof(names));
            var input = new ModelInput(name, set.Features[name].Type);
            if (!fits(input)) throw new ArgumentException($"Column '{name}' is {input.Type}; this transform is for {what}.", nameof(names));
            if (chosen.Contains(input)) throw new ArgumentException($"Column '{name}' is named twice.", nameof(names));
            chosen.Add(input);
        }

        return [.. chosen];
    }

    /// <summary>Refuses rows without a target each.</summary>
    public static void Target(TrainingSet set)
    {
        if (set.Target.Length != set.Features.RowCount || !set.Target.All(double.IsFinite))
        {
            throw new ArgumentException($"This transform learns from the target: {set.Features.RowCount} rows need as many finite numbers; there are {set.Target.Count(double.IsFinite)}.", nameof(set));
        }
    }

    private static void Rows(TrainingSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (set.Features.RowCount == 0) throw new ArgumentException("There are no rows to learn from.", nameof(set));
    }
}
