namespace MLOpsBuild.Data.Profiles;

/// <summary>Reads a quantile sketch.</summary>
internal static class QuantileReader
{
    public static QuantileSketch Read(ColumnReader reader, long count)
    {
        var deviations = reader.Numbers("deviations", 2);
        reader.Holds(deviations.All(d => d >= 0 && double.IsFinite(d)), "'deviations' cannot be negative.");
        var levels = reader.Items("levels").Take(QuantileSketch.MostLevels).Select(level => reader.Numbers(level).ToArray()).ToArray();
        var coins = reader.Items("coins").Select(reader.Number).ToArray();
        reader.Holds(coins.Length == levels.Length && coins.All(c => c is -1 or 0 or 1), "'coins' must be −1, 0 or 1 for each of 'levels'.");
        reader.Holds(levels.All(l => l.Zip(l.Skip(1)).All(p => p.First <= p.Second) && !l.Any(double.IsNaN)), "each of 'levels' must ascend.");
        var stands = levels.Select((level, h) => (UInt128)(ulong)level.Length * (1UL << h)).Aggregate(UInt128.Zero, (a, b) => a + b);
        reader.Holds(stands == (UInt128)count, "'levels' do not stand for as many values as the column has.");
        reader.Holds(levels.Sum(l => l.Length) <= 4 * QuantileSketch.Capacity + (8 * QuantileSketch.MostLevels), "'levels' are larger than they ever get.");
        return new QuantileSketch(count, deviations[0], deviations[1], levels, coins.Select(c => (int)c));
    }
}
