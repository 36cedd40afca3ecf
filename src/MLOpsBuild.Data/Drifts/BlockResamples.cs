using MLOpsBuild.Numerics;

namespace MLOpsBuild.Data.Drifts;

/// <summary>The draws of blocks of both samples, shared by all columns, so that what columns have in common shows in the most extreme of them.</summary>
internal sealed class BlockResamples
{
    /// <summary>Beyond this many degrees of freedom a deviation needs no widening.</summary>
    private const int Many = 2000;

    public BlockResamples(int referenceBlocks, int currentBlocks, DriftOptions options)
    {
        // Streams of their own: equal draws of both samples would cancel.
        Reference = BlockBootstrap.Resample(referenceBlocks, SeededRandom.Fork(options.Seed, 1).NextBits(), options.Replicates);
        Current = BlockBootstrap.Resample(currentBlocks, SeededRandom.Fork(options.Seed, 2).NextBits(), options.Replicates);
        Freedom = Math.Min(referenceBlocks, currentBlocks) - 1;
        var seed = SeededRandom.Fork(options.Seed, 3).NextBits();
        Widening = [.. Enumerable.Range(0, options.Replicates).Select(r => Widen(SeededRandom.Fork(seed, (ulong)r)))];
        ReferenceScale = Math.Sqrt(referenceBlocks / (referenceBlocks - 1.0));
        CurrentScale = Math.Sqrt(currentBlocks / (currentBlocks - 1.0));
    }

    public int[][] Reference { get; }

    public int[][] Current { get; }

    /// <summary>What makes a resample of B blocks as variable as B blocks are: √(B / (B − 1)).</summary>
    public double ReferenceScale { get; }

    /// <inheritdoc cref="ReferenceScale"/>
    public double CurrentScale { get; }

    /// <summary>The degrees of freedom of the smaller sample.</summary>
    public int Freedom { get; }

    /// <summary>By replicate √(ν / χ²): few blocks do not know their own spread, and this makes deviations as wide as Student's t.</summary>
    public double[] Widening { get; }

    private double Widen(SeededRandom random)
    {
        if (Freedom > Many) return 1;
        var sum = 0.0;
        for (var i = 0; i < Freedom / 2; i++) sum -= 2 * ReproducibleMath.Log(1 - random.NextDouble());
        if (Freedom % 2 != 0)
        {
            var normal = Gaussian(random);
            sum += normal * normal;
        }

        return Math.Sqrt(Freedom / sum);
    }

    /// <summary>Marsaglia's polar method: needs no sine.</summary>
    private static double Gaussian(SeededRandom random)
    {
        while (true)
        {
            var x = 2 * random.NextDouble() - 1;
            var y = 2 * random.NextDouble() - 1;
            var square = x * x + y * y;
            if (square is > 0 and < 1) return x * Math.Sqrt(-2 * ReproducibleMath.Log(square) / square);
        }
    }
}
