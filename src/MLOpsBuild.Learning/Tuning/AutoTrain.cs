using MLOpsBuild.Learning.Splits;

namespace MLOpsBuild.Learning.Tuning;

/// <summary>Searches learning methods, their parameters and preparations of the features for what predicts best, within a budget.</summary>
/// <remarks>
/// Every candidate is tried with its default parameters first; <see cref="TreeParzenSearch"/> spends the rest of the budget. With a budget of trials the leaderboard is the same
/// everywhere; a budget of time gets as far as the machine lets it.
/// </remarks>
public sealed class AutoTrain
{
    private const string Trainer = "trainer";
    private const string Prepared = "preparation";
    private readonly AutoTrainOptions _options;
    private readonly IReadOnlyList<TrainerCandidate> _candidates;
    private readonly IReadOnlyList<Preparation> _preparations;

    /// <summary>A search with its settings.</summary>
    /// <exception cref="ArgumentException">No candidate can learn the task, there is no preparation, or two have one name.</exception>
    public AutoTrain(AutoTrainOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _candidates = options.Candidates ?? AutoTrainCandidates.For(options.Task);
        _preparations = options.Preparations ?? AutoTrainCandidates.Preparations;
        if (_candidates.Count == 0) throw new ArgumentException($"No candidate can learn the task {options.Task}.", nameof(options));
        if (_candidates.FirstOrDefault(c => !c.Tasks.Contains(options.Task)) is { } unfit) throw new ArgumentException($"{unfit.Name} can not learn the task {options.Task}.", nameof(options));
        if (_preparations.Count == 0) throw new ArgumentException("There is no preparation to choose; Preparation.None leaves the features as they are.", nameof(options));
        Space = new SearchSpace([.. Dimensions()]);
    }

    /// <summary>All that is searched.</summary>
    public SearchSpace Space { get; }

    /// <summary>Tries trainers on the folds of some rows.</summary>
    /// <param name="set">The rows; see <see cref="CrossValidation.Losses"/>.</param>
    /// <param name="folds">How they are divided; one fold is a hold-out.</param>
    /// <param name="options">How each training runs.</param>
    /// <param name="cancellationToken">Ends the search without a result.</param>
    /// <exception cref="InvalidOperationException">No trial gave a number as its loss, or the time was up before the first one began.</exception>
    public async Task<AutoTrainResult> RunAsync(TrainingSet set, IReadOnlyList<Fold> folds, TrainingOptions options, CancellationToken cancellationToken)
    {
        var strategy = new TreeParzenSearch(
            new StrategyOptions { Space = Space, Trials = _options.Trials, Seed = _options.Seed, Start = [.. Defaults()] },
            new TreeParzenOptions { InitialTrials = Math.Clamp(_options.Trials / 3, _candidates.Count, 10_000) });
        var outcome = await Search.RunAsync(
            strategy,
            (_, _) => Task.FromResult<TrialResult?>(null),
            (trial, stop) => Task.FromResult(new TrialResult(trial.Parameters, trial.RowShare, CrossValidation.Losses(Create(trial.Parameters), set, folds, options, cancellationToken: stop))),
            new SearchOptions { Parallel = _options.Parallel, Time = _options.Time, Clock = _options.Clock, Progress = _options.Progress },
            cancellationToken).ConfigureAwait(false);
        var best = outcome.Leaderboard.Best ?? throw new InvalidOperationException("No trial gave a loss: give the search more time, or look at the data.");
        return new AutoTrainResult(outcome.Leaderboard, Create(best.Result.Parameters), outcome.IsComplete);
    }

    /// <summary>The trainer of a trial.</summary>
    public ITrainer Create(ParameterValues values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (Space.WhyNot(values) is { } problem) throw new ArgumentException(problem, nameof(values));
        var candidate = _candidates.Single(c => c.Name == values.Text(Trainer));
        var prefix = candidate.Name + ".";
        var own = new ParameterValues(values.All.Where(v => v.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(v => KeyValuePair.Create(v.Key[prefix.Length..], v.Value)));
        var preparation = values.Has(Prepared) ? _preparations.Single(p => p.Name == values.Text(Prepared)) : _preparations[0];
        return preparation.Before(candidate.Create(_options.Task, own));
    }

    private IEnumerable<Dimension> Dimensions()
    {
        yield return new CategoryDimension(Trainer, [.. _candidates.Select(c => c.Name)]);
        if (_preparations.Count > 1) yield return new CategoryDimension(Prepared, [.. _preparations.Select(p => p.Name)]);
        foreach (var candidate in _candidates)
        {
            foreach (var dimension in candidate.Parameters)
            {
                var when = dimension.When is { } own ? new Condition($"{candidate.Name}.{own.Parameter}", own.Values) : new Condition(Trainer, [candidate.Name]);
                yield return dimension with { Name = $"{candidate.Name}.{dimension.Name}", When = when };
            }
        }
    }

    private IEnumerable<ParameterValues> Defaults()
    {
        foreach (var candidate in _candidates)
        {
            var values = candidate.Default.All.Select(v => KeyValuePair.Create($"{candidate.Name}.{v.Key}", v.Value)).Append(KeyValuePair.Create(Trainer, candidate.Name));
            if (_preparations.Count > 1) values = values.Append(KeyValuePair.Create(Prepared, _preparations[0].Name));
            yield return new ParameterValues(values);
        }
    }
}
