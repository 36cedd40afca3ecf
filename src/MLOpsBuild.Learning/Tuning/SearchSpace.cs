namespace MLOpsBuild.Learning.Tuning;

/// <summary>The parameters of a search with their ranges and conditions. Immutable.</summary>
public sealed class SearchSpace
{
    /// <summary>A space of at least one parameter; a parameter that depends on another stands behind it.</summary>
    /// <exception cref="ArgumentException">Names repeat, or a condition names no earlier parameter or none of its values; all problems are told.</exception>
    public SearchSpace(params IReadOnlyList<Dimension> dimensions)
    {
        ArgumentNullException.ThrowIfNull(dimensions);
        var problems = Problems(dimensions).ToArray();
        if (problems.Length > 0) throw new ArgumentException(string.Join(" ", problems), nameof(dimensions));
        Dimensions = [.. dimensions];
    }

    /// <summary>The parameters, each behind those it depends on.</summary>
    public IReadOnlyList<Dimension> Dimensions { get; }

    /// <summary>What is wrong with some chosen values: unknown names, values out of range, values missing or not wanted; null when nothing is.</summary>
    public string? WhyNot(ParameterValues values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var unknown = values.All.Select(v => v.Key).Except(Dimensions.Select(d => d.Name)).ToArray();
        if (unknown.Length > 0) return $"There is no parameter {string.Join(", ", unknown)}.";
        foreach (var dimension in Dimensions)
        {
            var isActive = IsActive(dimension, values);
            if (isActive != values.Has(dimension.Name)) return isActive ? $"{dimension.Name} has no value." : $"{dimension.Name} has a value only when {dimension.When}.";
            if (isActive && dimension.PlaceOf(values.Text(dimension.Name)) is null) return $"{values.Text(dimension.Name)} is no value of {dimension.Name}.";
        }

        return null;
    }

    /// <summary>Chooses a value for every parameter that has one, in order, so that a choice may look at those before it.</summary>
    public ParameterValues Choose(Func<Dimension, string> choose)
    {
        var chosen = ParameterValues.None;
        foreach (var dimension in Dimensions)
        {
            if (IsActive(dimension, chosen)) chosen = chosen.With(dimension.Name, choose(dimension));
        }

        return chosen;
    }

    /// <summary>All combinations of the dimensions' grids, the last parameter changing fastest; a parameter that has no value multiplies nothing.</summary>
    internal IEnumerable<ParameterValues> Grid(int points) => Dimensions.Aggregate(
        (IEnumerable<ParameterValues>)[ParameterValues.None],
        (chosen, dimension) => chosen.SelectMany(values => IsActive(dimension, values) ? dimension.Grid(points).Select(text => values.With(dimension.Name, text)) : [values]));

    private static bool IsActive(Dimension dimension, ParameterValues values) =>
        dimension.When is not { } when || (values.Has(when.Parameter) && when.Values.Contains(values.Text(when.Parameter)));

    private static IEnumerable<string> Problems(IReadOnlyList<Dimension> dimensions)
    {
        if (dimensions.Count == 0) yield return "A search space needs at least one parameter.";
        for (var i = 0; i < dimensions.Count; i++)
        {
            var dimension = dimensions[i];
            var earlier = dimensions.Take(i).ToArray();
            if (earlier.Any(d => d.Name == dimension.Name)) yield return $"Two parameters are named '{dimension.Name}'.";
            if (dimension.When is not { } when) continue;
            if (earlier.FirstOrDefault(d => d.Name == when.Parameter) is not { } other)
            {
                yield return $"{dimension.Name} depends on '{when.Parameter}', which is no parameter before it{(earlier.Length == 0 ? "" : $"; those are {string.Join(", ", earlier.Select(d => d.Name))}")}.";
            }
            else
            {
                if (when.Values.Count == 0) yield return $"{dimension.Name} depends on no value of {when.Parameter}.";
                foreach (var value in when.Values.Where(v => other.PlaceOf(v) is null)) yield return $"{dimension.Name} depends on {when.Parameter} being {value}, which it never is.";
            }
        }
    }
}
