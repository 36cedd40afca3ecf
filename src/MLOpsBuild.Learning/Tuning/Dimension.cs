namespace MLOpsBuild.Learning.Tuning;

/// <summary>One parameter of a search space: which values it may take, and when it has one at all.</summary>
/// <remarks>Every kind maps its values onto the unit interval, in which strategies draw and learn; a logarithmic one spreads its orders of magnitude evenly.</remarks>
public abstract record Dimension
{
    private protected Dimension(string name)
    {
        // The name becomes part of a trial's key.
        _ = new ParameterValues([KeyValuePair.Create(name, "")]);
        Name = name;
    }

    /// <summary>The parameter's name: <c>depth</c>, <c>train.learningRate</c>.</summary>
    public string Name { get; init; }

    /// <summary>When the parameter has a value; null for always.</summary>
    public Condition? When { get; init; }

    /// <summary>How many values it may take; null when they are not to be counted.</summary>
    public abstract long? Count { get; }

    /// <summary>True when neighbouring numbers in the unit interval are values like each other.</summary>
    internal abstract bool IsOrdered { get; }

    /// <summary>The value at a place of the unit interval.</summary>
    internal abstract string At(double unit);

    /// <summary>The place of a value, in [0, 1]; null when the text is none of the values.</summary>
    internal abstract double? PlaceOf(string text);

    /// <summary>At most <paramref name="points"/> values spread evenly over an ordered dimension, ends included; all values of another.</summary>
    internal virtual IReadOnlyList<string> Grid(int points)
    {
        var last = Math.Min(Count ?? points, points) - 1;
        var places = last == 0 ? [0.5] : Enumerable.Range(0, (int)last + 1).Select(i => (double)i / last);
        return [.. places.Select(At).Distinct()];
    }
}

/// <summary>A parameter's value depends on another one's: without it, or with another value of it, the parameter does not exist.</summary>
/// <param name="Parameter">The other parameter, named earlier in the space.</param>
/// <param name="Values">The values of the other one under which this one has a value.</param>
public sealed record Condition(string Parameter, IReadOnlyList<string> Values)
{
    /// <inheritdoc/>
    public bool Equals(Condition? other) => other is not null && Parameter == other.Parameter && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(Parameter, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => $"{Parameter} is {string.Join(" or ", Values)}";
}
