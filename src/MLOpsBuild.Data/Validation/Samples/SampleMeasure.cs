using MLOpsBuild.Data.Validation.Measures;

namespace MLOpsBuild.Data.Validation.Samples;

/// <summary>Draws whole rows for what needs them side by side. Rules over the same columns share one sample.</summary>
internal sealed class SampleMeasure : Measure<SampleTally>
{
    /// <summary>The most rows.</summary>
    public const int Most = 1 << 14;

    private readonly string[] _columns;
    private readonly int _most;

    public SampleMeasure(IEnumerable<string> columns, int most = Most)
    {
        _columns = [.. columns.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        _most = most;
        Key = $"sample {most} {string.Join('\u001F', _columns)}";
    }

    public override string Key { get; }

    protected override SampleTally Of(Batch batch) => new(_columns, _most, batch);

    protected override SampleTally Merge(SampleTally all, SampleTally next)
    {
        all.Take(next);
        return all;
    }
}
