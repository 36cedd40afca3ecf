using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Online;

/// <summary>Learns a weighted sum from rows as they come, one after the other, by FTRL-Proximal (McMahan et al., Ad Click Prediction, 2013).</summary>
/// <remarks>
/// Every weight has a step of its own, that shrinks as it learns. Numbers are taken as they are: scale them first. A missing number and a missing text have weights of their own. The
/// first rows decide the inputs; categories get a weight as they are met. A learner that goes on from its model gives the same bytes as one that never stopped. Not thread-safe.
/// </remarks>
public sealed class OnlineLearner
{
    // A learner may go on for years; the newest losses are the ones to look at.
    private const int MostLosses = 1000;

    private readonly OnlineOptions _options;
    private readonly List<double> _curve;
    private ModelInput[] _inputs;
    private OnlineWeights[] _weights;
    private OnlineWeight _intercept;

    /// <summary>Begins without any knowledge.</summary>
    public OnlineLearner(OnlineOptions options)
        : this(options, [], [], default, 0, [])
    {
    }

    private OnlineLearner(OnlineOptions options, ModelInput[] inputs, OnlineWeights[] weights, OnlineWeight intercept, int passes, IEnumerable<double> curve)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _inputs, _weights, _intercept, Passes, _curve) = (options, inputs, weights, intercept, passes, [.. curve]);
    }

    /// <summary>How often rows were learned from.</summary>
    public int Passes { get; private set; }

    /// <summary>Goes on from a model of an online learner, with its settings.</summary>
    /// <exception cref="ArgumentException">The model is of another format.</exception>
    public static OnlineLearner From(ITrainedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return From(model, null);
    }

    internal static OnlineLearner From(ITrainedModel start, OnlineOptions? options)
    {
        if (start is not OnlineModel model) throw new ArgumentException($"The model to go on from is '{start.Format}', not '{OnlineLinear.FormatName}'.", nameof(start));
        if (options is not null && options.Loss != model.Options.Loss) throw new ArgumentException($"The model to go on from has the loss {model.Options.Loss}, not {options.Loss}.", nameof(start));
        return new OnlineLearner(options ?? model.Options, [.. model.Inputs], [.. model.Weights.Select(w => w.Copy())], model.Intercept, model.Passes, model.LearningCurve);
    }

    /// <summary>Learns from each row once, in order.</summary>
    /// <returns>The weighted mean loss, of each row before it was learned from.</returns>
    /// <exception cref="ArgumentException">There are no rows, a target is not allowed, a column is missing or of another type than in the first rows, or the sum has grown beyond all numbers.</exception>
    public double PartialFit(TrainingSet set, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(set);
        return Learn(set, [.. Enumerable.Range(0, set.Target.Length)], cancellationToken);
    }

    /// <summary>What is known now. Later learning does not change it.</summary>
    public ITrainedModel ToModel() => new OnlineModel(_options, [.. _inputs], [.. _weights.Select(w => w.Copy())], _intercept, Passes, [.. _curve]);

    internal double Learn(TrainingSet set, int[] order, CancellationToken cancellationToken)
    {
        Check.TrainingSet(set, OnlineLosses.TaskOf(_options.Loss));
        cancellationToken.ThrowIfCancellationRequested();
        Begin(set.Features);
        var columns = Array.ConvertAll(_inputs, input => OnlineColumn.Of(set.Features, input));
        var losses = new double[order.Length];
        var touched = new (int Place, double Factor, double Value)[_inputs.Length];
        foreach (var row in order) losses[row] = Learn(columns, row, set.Target[row], set.Weights?[row] ?? 1, touched);
        var mean = PairwiseSum.Of(losses) / (set.Weights is { } weights ? PairwiseSum.Of(weights) : losses.Length);
        Passes++;
        _curve.Add(mean);
        if (_curve.Count > MostLosses) _curve.RemoveAt(0);
        return mean;
    }

    private void Begin(Table features)
    {
        if (Passes > 0) return;
        _inputs = Inputs.Of(features);
        _weights = Array.ConvertAll(_inputs, OnlineWeights.For);
    }

    private double Learn(OnlineColumn[] columns, int row, double target, double weight, (int Place, double Factor, double Value)[] touched)
    {
        var start = _intercept.Value(_options, 0, 0);
        var score = start;
        for (var i = 0; i < columns.Length; i++)
        {
            var (place, factor) = columns[i].At(row, _weights[i], _options.MostCategories);
            var value = place < 0 ? 0 : _weights[i][place].Value(_options, _options.L1, _options.L2);
            touched[i] = (place, factor, value);
            score += factor * value;
        }

        if (!double.IsFinite(score)) throw new ArgumentException($"The sum has grown beyond all numbers at row {row}; scale the features, or lower the learning rate.", nameof(row));
        var slope = weight * OnlineLosses.Slope(_options.Loss, score, target, _options.HuberWidth);
        for (var i = 0; i < touched.Length; i++)
        {
            var (place, factor, value) = touched[i];
            if (place >= 0) _weights[i][place].Learn(slope * factor, value, _options.LearningRate);
        }

        _intercept.Learn(slope, start, _options.LearningRate);
        return weight * OnlineLosses.Loss(_options.Loss, score, target, _options.HuberWidth);
    }
}
