namespace MLOpsBuild.Data.Validation.Measures;

/// <summary>From where to where a figure may be.</summary>
internal readonly record struct Limits(double Min, double Max)
{
    public bool Allow(double value) => value >= Min && value <= Max;

    public override string ToString() => (double.IsFinite(Min), double.IsFinite(Max)) switch
    {
        (true, true) => $"{Values.Number(Min)} to {Values.Number(Max)}",
        (true, false) => $"at least {Values.Number(Min)}",
        _ => $"at most {Values.Number(Max)}",
    };
}
