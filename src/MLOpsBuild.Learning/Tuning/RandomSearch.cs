using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Tuning;

/// <summary>Independent draws from the whole space, in one round (Bergstra and Bengio, 2012). The choice when many trials run side by side.</summary>
/// <remarks>Trial i has random numbers of its own, so that a search with more trials begins with the same ones. No parameters are tried twice.</remarks>
/// <param name="options">The space, the number of trials, the seed, and where to start.</param>
public sealed class RandomSearch(StrategyOptions options) : ISearchStrategy
{
    private const int Attempts = 200;

    /// <inheritdoc/>
    public string Name => "random";

    /// <inheritdoc/>
    public SearchRound? Next(IReadOnlyList<TrialResult> finished)
    {
        ArgumentNullException.ThrowIfNull(finished);
        return finished.Count > 0 ? null : new SearchRound([.. Draw(options, options.Trials).Select((values, i) => new Trial(i, values))], IsLast: true);
    }

    /// <summary>The starting parameters and then distinct draws, up to a count; fewer when the space seems to have no more.</summary>
    internal static IReadOnlyList<ParameterValues> Draw(StrategyOptions options, int count)
    {
        var drawn = options.CheckedStart().Take(count).ToList();
        var starts = drawn.Count;
        var taken = new HashSet<ParameterValues>(drawn);
        while (drawn.Count < count)
        {
            // Numbered apart from the starting points: adding one of those moves no draw.
            var random = SeededRandom.Fork(options.Seed, (ulong)(drawn.Count - starts));
            if (DrawNew(options.Space, random, taken) is not { } values) break;
            drawn.Add(values);
        }

        return drawn;
    }

    /// <summary>A draw that is not taken yet, and is then; null when every attempt met one that is.</summary>
    internal static ParameterValues? DrawNew(SearchSpace space, SeededRandom random, HashSet<ParameterValues> taken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var values = space.Choose(dimension => dimension.At(random.NextDouble()));
            if (taken.Add(values)) return values;
        }

        return null;
    }
}
