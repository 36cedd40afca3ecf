using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Tuning;

/// <summary>
/// Bayesian search with the tree-structured Parzen estimator (Bergstra, Bardenet, Bengio and Kégl, "Algorithms for Hyper-Parameter Optimization", 2011): parameters are drawn
/// where good trials lie denser than the others. The choice when a trial is dear and there is time to wait for the results of earlier ones.
/// </summary>
/// <remarks>
/// The first round is random. Later rounds sort the finished trials by loss, estimate for every parameter the density l of the good share and g of the rest, and take of some
/// draws from l the one with the largest l / g, which maximises the expected improvement. A parameter that depends on another is learned from the trials that have it.
/// </remarks>
/// <param name="options">The space, the number of trials, the seed, and where to start.</param>
/// <param name="method">The settings of the method.</param>
public sealed class TreeParzenSearch(StrategyOptions options, TreeParzenOptions? method = null) : ISearchStrategy
{
    private const int Attempts = 20;

    // Proposals draw from streams of their own, apart from the random first round's.
    private const ulong ProposalStreams = 1UL << 32;
    private readonly TreeParzenOptions _method = method ?? new TreeParzenOptions();

    /// <inheritdoc/>
    public string Name => "bayesian";

    /// <inheritdoc/>
    public SearchRound? Next(IReadOnlyList<TrialResult> finished)
    {
        ArgumentNullException.ThrowIfNull(finished);
        if (finished.Count == 0)
        {
            var first = RandomSearch.Draw(options, Math.Min(_method.InitialTrials, options.Trials));
            return new SearchRound([.. first.Select((values, i) => new Trial(i, values))], IsLast: first.Count == options.Trials);
        }

        var trials = Propose(finished, Math.Min(_method.Batch, options.Trials - finished.Count));
        return trials.Count == 0 ? null : new SearchRound(trials, IsLast: finished.Count + trials.Count >= options.Trials);
    }

    private List<Trial> Propose(IReadOnlyList<TrialResult> finished, int count)
    {
        var sorted = finished.ToArray();
        Array.Sort(sorted, TrialResult.Compare);
        var good = Math.Max(1, (int)Math.Ceiling(_method.GoodShare * sorted.Length));
        var densities = options.Space.Dimensions.ToDictionary(
            d => d.Name,
            d => new DensityRatio(d, sorted.Take(good).Select(r => r.Parameters), sorted.Skip(good).Select(r => r.Parameters)));
        var taken = new HashSet<ParameterValues>(finished.Select(r => r.Parameters));
        var trials = new List<Trial>();
        for (var i = 0; i < count; i++)
        {
            var index = finished.Count + i;
            if (ProposeNew(densities, SeededRandom.Fork(options.Seed, ProposalStreams + (ulong)index), taken) is not { } values) break;
            trials.Add(new Trial(index, values));
        }

        return trials;
    }

    private ParameterValues? ProposeNew(Dictionary<string, DensityRatio> densities, SeededRandom random, HashSet<ParameterValues> taken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var values = options.Space.Choose(dimension => densities[dimension.Name].Propose(random, _method.Candidates));
            if (taken.Add(values)) return values;
        }

        // What is promising was tried; anything else still tells more than trying it again.
        return RandomSearch.DrawNew(options.Space, random, taken);
    }
}
