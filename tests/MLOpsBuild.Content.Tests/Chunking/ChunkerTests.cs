using System.Security.Cryptography;
using MLOpsBuild.Content.Chunking;

namespace MLOpsBuild.Content.Tests.Chunking;

public sealed class ChunkerTests
{
    private static readonly ChunkSizes Small = new(256, 1024, 4096);

    [Fact]
    public void The_gear_table_is_the_documented_one()
    {
        // printf 'mlopsbuild gear v1\0' | sha256sum, and with \377: the first eight bytes, read from the right.
        foreach (var value in new byte[] { 0, 255 })
        {
            var hash = SHA256.HashData([.. "mlopsbuild gear v1"u8, value]);
            Assert.Equal(BitConverter.ToUInt64(hash), Gear.Table[value]);
        }

        Assert.Equal(256, Gear.Table.Distinct().Count());
    }

    [Fact]
    public void Cuts_are_those_of_a_plain_reading_of_the_method()
    {
        var bytes = Seeded.Bytes(200_000);

        Assert.Equal(Plainly(bytes, Small), Cuts(bytes, Small));
    }

    [Fact]
    public void Chunks_keep_their_bounds_and_average()
    {
        var cuts = Cuts(Seeded.Bytes(2_000_000), Small);

        Assert.Equal(2_000_000, cuts.Sum());
        Assert.All(cuts.SkipLast(1), c => Assert.InRange(c, Small.Least, Small.Most));
        Assert.InRange(cuts.Average(), 900, 1400);
    }

    [Fact]
    public void Bytes_without_variety_are_cut_at_the_largest_size()
    {
        Assert.Equal([4096, 4096, 1808], Cuts(new byte[10_000], Small));
    }

    [Fact]
    public void Cuts_do_not_depend_on_how_much_is_seen_at_once()
    {
        var bytes = Seeded.Bytes(100_000);
        var chunker = new Chunker(Small);
        foreach (var cut in Cuts(bytes, Small).SkipLast(1))
        {
            Assert.Equal(cut, chunker.NextCut(bytes.AsSpan(0, cut), isEnd: false));
            Assert.Equal(0, chunker.NextCut(bytes.AsSpan(0, cut - 1), isEnd: false));
            bytes = bytes[cut..];
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(70_000)]
    [InlineData(149_000)]
    public void An_insertion_changes_the_chunks_around_it_and_no_others(int at)
    {
        var bytes = Seeded.Bytes(150_000);
        byte[] edited = [.. bytes[..at], .. Seeded.Bytes(100, seed: 7), .. bytes[at..]];

        var known = Chunks(bytes).ToHashSet();

        Assert.InRange(Chunks(edited).Count(c => !known.Contains(c)), 1, 4);
    }

    [Theory]
    [InlineData(255, 1024, 4096)]
    [InlineData(256, 1000, 4096)]
    [InlineData(256, 256, 4096)]
    [InlineData(256, 1024, 1024)]
    [InlineData(256, 1024, 67_108_865)]
    public void Sizes_that_do_not_fit_are_refused(int least, int average, int most)
    {
        Assert.Throws<ArgumentException>(() => new ChunkSizes(least, average, most));
    }

    private static List<int> Cuts(byte[] bytes, ChunkSizes sizes)
    {
        var chunker = new Chunker(sizes);
        var cuts = new List<int>();
        for (var at = 0; at < bytes.Length; at += cuts[^1]) cuts.Add(chunker.NextCut(bytes.AsSpan(at), isEnd: true));
        return cuts;
    }

    private static IEnumerable<Digest> Chunks(byte[] bytes)
    {
        var at = 0;
        foreach (var length in Cuts(bytes, Small))
        {
            yield return Digest.Of(bytes.AsSpan(at, length));
            at += length;
        }
    }

    /// <summary>The documented method, byte by byte, in whole numbers without end.</summary>
    private static List<int> Plainly(byte[] bytes, ChunkSizes sizes)
    {
        var cuts = new List<int>();
        for (var start = 0; start < bytes.Length;)
        {
            UInt128 hash = 0;
            var length = 0;
            do
            {
                if (length >= sizes.Least) hash = ((hash * 2) + Gear.Table[bytes[start + length]]) % ((UInt128)1 << 64);
                length++;
            }
            while (start + length < bytes.Length && length < sizes.Most && !(length > sizes.Least && hash < Limit(length)));

            cuts.Add(length);
            start += length;
        }

        return cuts;

        UInt128 Limit(int length) => ((UInt128)1 << 64) / (uint)(length <= sizes.Average ? sizes.Average * 4 : sizes.Average / 4);
    }
}
