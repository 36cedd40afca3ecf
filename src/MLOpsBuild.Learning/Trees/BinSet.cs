namespace MLOpsBuild.Learning.Trees;

/// <summary>A set of bins, 0 to 255: the categories that a cut sends to the left.</summary>
internal sealed class BinSet : IEquatable<BinSet>
{
    private readonly ulong[] _bits = new ulong[4];

    public BinSet(IEnumerable<int> bins)
    {
        foreach (var bin in bins) _bits[bin >> 6] |= 1UL << (bin & 63);
    }

    /// <summary>True when the bin is in the set.</summary>
    public bool Has(int bin) => (_bits[bin >> 6] >> (bin & 63) & 1) != 0;

    /// <summary>The bins in ascending order.</summary>
    public IEnumerable<int> Bins => Enumerable.Range(0, 256).Where(Has);

    public bool Equals(BinSet? other) => other is not null && _bits.AsSpan().SequenceEqual(other._bits);

    public override bool Equals(object? obj) => Equals(obj as BinSet);

    public override int GetHashCode() => HashCode.Combine(_bits[0], _bits[1], _bits[2], _bits[3]);
}
