using System.Globalization;

namespace MLOpsBuild.Learning.Tuning;

/// <summary>What successive halving gives a little of to many trials and all of to few.</summary>
public sealed record HalvingResource
{
    private HalvingResource(string? parameter, int most) => (Parameter, Most) = (parameter, most);

    /// <summary>The share of each fold's training rows.</summary>
    public static HalvingResource Rows { get; } = new(null, 0);

    /// <summary>The parameter that holds the resource; null for rows.</summary>
    public string? Parameter { get; }

    /// <summary>All of it: the parameter's value in the last rung.</summary>
    public int Most { get; }

    /// <summary>A parameter that is no part of the space, such as the number of trees.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="most">Its value in the last rung, at least 1; in earlier ones a share of that, rounded.</param>
    public static HalvingResource Of(string name, int most) => new(name, Check.Within(most, 1, int.MaxValue, nameof(most)));

    internal Trial Trial(int index, ParameterValues values, double share) => Parameter is null
        ? new Trial(index, values, share)
        : new Trial(index, values.With(Parameter, Math.Max(1, (int)Math.Round(Most * share)).ToString(CultureInfo.InvariantCulture)));
}

/// <summary>
/// Many draws with a small share of a resource, of which the best go on with more of it, rung by rung (Jamieson and Talwalkar, 2016). The choice when a
/// little training already tells good parameters from bad ones.
/// </summary>
/// <remarks>
/// Rung k of K has the best ⌊trials / factorᵏ⌋ of the rung before, each with a share factor^(k − K + 1). A rung begins when all results of the one before are known.
/// With a parameter as the resource, trials are ordinary ones with another value of it, and shared with any other search.
/// </remarks>
public sealed class SuccessiveHalving : ISearchStrategy
{
    private readonly StrategyOptions _options;
    private readonly HalvingResource _resource;
    private readonly int _rungs;
    private readonly int _factor;

    /// <summary>With its settings.</summary>
    /// <param name="options">The space, the number of trials of the first rung, the seed, and where to start.</param>
    /// <param name="resource">What is given in shares.</param>
    /// <param name="rungs">The number of rungs, 2 to 10.</param>
    /// <param name="factor">One in how many goes on, 2 to 10.</param>
    /// <exception cref="ArgumentException">The resource is a parameter of the space.</exception>
    public SuccessiveHalving(StrategyOptions options, HalvingResource resource, int rungs = 3, int factor = 3)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(resource);
        if (options.Space.Dimensions.Any(d => d.Name == resource.Parameter)) throw new ArgumentException($"'{resource.Parameter}' is the resource, so it can not be searched as well.", nameof(resource));
        (_options, _resource) = (options, resource);
        _rungs = Check.Within(rungs, 2, 10, nameof(rungs));
        _factor = Check.Within(factor, 2, 10, nameof(factor));
    }

    /// <inheritdoc/>
    public string Name => "halving";

    /// <inheritdoc/>
    public SearchRound? Next(IReadOnlyList<TrialResult> finished)
    {
        ArgumentNullException.ThrowIfNull(finished);
        var configurations = RandomSearch.Draw(_options, _options.Trials);
        var (rung, size, done) = (0, configurations.Count, 0);
        while (done < finished.Count)
        {
            done += size;
            size = Math.Max(1, size / _factor);
            rung++;
        }

        if (rung >= _rungs) return null;
        var chosen = rung == 0 ? configurations : Best(finished.Skip(done - SizeOf(rung - 1, configurations.Count)), configurations, size);
        var share = 1.0;
        for (var k = rung + 1; k < _rungs; k++) share /= _factor;
        return new SearchRound([.. chosen.Select((values, i) => _resource.Trial(done + i, values, share))], IsLast: rung == _rungs - 1);
    }

    private int SizeOf(int rung, int size)
    {
        for (; rung > 0; rung--) size = Math.Max(1, size / _factor);
        return size;
    }

    /// <summary>The best of a rung, in the order of the first rung, without the _resource.</summary>
    private IReadOnlyList<ParameterValues> Best(IEnumerable<TrialResult> rung, IReadOnlyList<ParameterValues> configurations, int count)
    {
        var results = rung.ToArray();
        Array.Sort(results, TrialResult.Compare);
        var best = results.Take(count).Select(r => new ParameterValues(r.Parameters.All.Where(v => v.Key != _resource.Parameter))).ToHashSet();
        return [.. configurations.Where(best.Contains)];
    }
}
