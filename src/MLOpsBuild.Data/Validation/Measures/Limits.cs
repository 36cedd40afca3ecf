namespace MLOpsBuild.Data.Validation.Measures;

/// <summary>From where to where a figure may be.</summary>
internal readonly record struct Limits(double Min, double Max)
{
    public bool Allow(double value) => value >= Min && value <= Max;

    /// <summary>True when a count lies between these shares of a usual one; without an upper share any number of rows is not too many, even after days of none.</summary>
    public bool AllowShare(long count, double usual) => count >= Min * usual && (double.IsPositiveInfinity(Max) || count <= Max * usual);

    public override string ToString() => (double.IsFinite(Min), double.IsFinite(Max)) switch
    {
        (true, true) => $"{Values.Number(Min)} to {Values.Number(Max)}",
        (true, false) => $"at least {Values.Number(Min)}",
        _ => $"at most {Values.Number(Max)}",
    };
}
