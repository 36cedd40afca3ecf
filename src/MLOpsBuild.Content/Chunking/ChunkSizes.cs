namespace MLOpsBuild.Content.Chunking;

/// <summary>How large chunks are. Whoever cuts the same bytes with the same sizes gets the same chunks.</summary>
/// <remarks>The defaults were chosen by measurement: see benchmarks/Content.</remarks>
public sealed record ChunkSizes
{
    /// <summary>The sizes that stores use unless they are told others: all stores that share chunks must agree.</summary>
    public static ChunkSizes Default { get; } = new(64 * 1024, 256 * 1024, 1024 * 1024);

    /// <summary>Sizes in bytes.</summary>
    /// <param name="least">The smallest chunk, but for a file's last; at least 256.</param>
    /// <param name="average">The size aimed at: a power of two, at least twice the smallest.</param>
    /// <param name="most">The largest chunk; at least twice the average and at most 64 MiB.</param>
    /// <exception cref="ArgumentException">The sizes are not so.</exception>
    public ChunkSizes(int least, int average, int most)
    {
        if (least < 256 || average < 2L * least || most < 2L * average || most > 64 << 20 || !int.IsPow2(average))
        {
            throw new ArgumentException($"Chunks of {least} to {most} bytes, {average} on average: at least 256, an average that is a power of two and twice as much, and at most 64 MiB, twice the average, are possible.");
        }

        (Least, Average, Most) = (least, average, most);
    }

    /// <summary>The smallest chunk, but for a file's last.</summary>
    public int Least { get; }

    /// <summary>The size aimed at: beyond it a cut becomes likelier.</summary>
    public int Average { get; }

    /// <summary>The largest chunk.</summary>
    public int Most { get; }
}
