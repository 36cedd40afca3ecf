namespace MLOpsBuild.Learning.Tuning;

/// <summary>One of several texts.</summary>
public sealed record CategoryDimension : Dimension
{
    /// <summary>The texts, in an order that means nothing.</summary>
    /// <exception cref="ArgumentException">There are none, one comes twice, or one may not be a value: see <see cref="ParameterValues"/>.</exception>
    public CategoryDimension(string name, params IReadOnlyList<string> values)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0) throw new ArgumentException($"{name} has no values to choose from.", nameof(values));
        if (values.Distinct(StringComparer.Ordinal).Count() != values.Count) throw new ArgumentException($"{name} names a value twice: {string.Join(", ", values)}.", nameof(values));
        foreach (var value in values) _ = new ParameterValues([KeyValuePair.Create(name, value)]);
        Values = [.. values];
    }

    /// <summary>The texts.</summary>
    public IReadOnlyList<string> Values { get; }

    /// <inheritdoc/>
    public override long? Count => Values.Count;

    internal override bool IsOrdered => false;

    internal override string At(double unit) => Values[Math.Clamp((int)Math.Floor(unit * Values.Count), 0, Values.Count - 1)];

    internal override double? PlaceOf(string text)
    {
        for (var i = 0; i < Values.Count; i++)
        {
            if (Values[i] == text) return (i + 0.5) / Values.Count;
        }

        return null;
    }

    internal override IReadOnlyList<string> Grid(int points) => Values;

    /// <inheritdoc/>
    public bool Equals(CategoryDimension? other) => other is not null && base.Equals(other) && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(Name, StringComparison.Ordinal);
}
