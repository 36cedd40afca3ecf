namespace MLOpsBuild.Learning.Tuning;

/// <summary>On or off.</summary>
public sealed record SwitchDimension : Dimension
{
    /// <summary>A switch.</summary>
    /// <param name="name">The parameter.</param>
    public SwitchDimension(string name)
        : base(name)
    {
    }

    /// <inheritdoc/>
    public override long? Count => 2;

    internal override bool IsOrdered => false;

    internal override string At(double unit) => unit < 0.5 ? "false" : "true";

    internal override double? PlaceOf(string text) => text switch { "false" => 0.25, "true" => 0.75, _ => null };

    internal override IReadOnlyList<string> Grid(int points) => ["false", "true"];
}
