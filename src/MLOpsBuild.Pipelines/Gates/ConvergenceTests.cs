using MLOpsBuild.Content;
using MLOpsBuild.Learning;
using MLOpsBuild.Learning.Baselines;
using MLOpsBuild.Learning.Metrics;
using MLOpsBuild.Numerics;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Gates;

/// <summary>Shows that a model has learned, and not by accident: each test is one finding, broken ones as errors.</summary>
internal sealed class ConvergenceTests
{
    private const ulong Seed = 7;
    private readonly ConvergencePlan _plan;
    private readonly ConvergenceLimits _limits;
    private readonly LearningRows _training;
    private readonly LearningRows _evaluation;
    private readonly TrainingOptions _options;
    private readonly AcceptedCurve _accepted;
    private readonly CancellationToken _stop;
    private readonly List<Finding> _findings = [];

    private ConvergenceTests(ConvergencePlan plan, ConvergenceLimits limits, LearningRows training, LearningRows evaluation, AcceptedCurve accepted, int threads, CancellationToken stop)
    {
        _accepted = accepted;
        _plan = plan;
        _limits = limits;
        _training = training;
        _evaluation = evaluation;
        _options = new TrainingOptions(threads);
        _stop = stop;
    }

    public static GateResult Run(
        ConvergencePlan plan, ConvergenceLimits limits, LearningRows training, LearningRows evaluation, AcceptedCurve accepted, int threads, CancellationToken stop)
    {
        var tests = new ConvergenceTests(plan, limits, training, evaluation, accepted, threads, stop);
        tests.RunAll();
        Finding[] findings = [.. tests._findings.OrderByDescending(f => f.Severity)];
        var broken = findings.Count(f => f.Severity == Severity.Error);
        var open = findings.Where(f => f.Severity == Severity.Warning).ToArray();
        return (broken, open) switch
        {
            (> 0, _) => new GateResult(ConvergenceGate.Name, Verdict.Fail, $"{broken} of {findings.Length} convergence tests are broken.", findings),
            (_, [var first, ..]) => new GateResult(ConvergenceGate.Name, Verdict.Hold, $"{open.Length} of {findings.Length} convergence tests cannot be decided: {first.Rule}: {first.Message}", findings),
            _ => new GateResult(ConvergenceGate.Name, Verdict.Pass, $"All {findings.Length} convergence tests hold.", findings),
        };
    }

    private void RunAll()
    {
        var model = Train(_plan.Trainer, _training);
        var task = model.Task;
        var predictions = model.Predict(_evaluation.Features);
        var learned = model.Predict(_training.Features);
        var (bad, badLearned) = (predictions.Count(p => !double.IsFinite(p)), learned.Count(p => !double.IsFinite(p)));
        Report("finite predictions", bad + badLearned == 0, $"{bad} of {predictions.Length} predictions on evaluation rows and {badLearned} of {learned.Length} on training rows are NaN or infinite.");
        if (bad + badLearned > 0) return;

        var loss = Loss(task, predictions, _evaluation);
        var trainingLoss = Loss(task, learned, _training);
        var prior = LossOf(Train(new PriorModel(task), _training), task, _evaluation);
        var linear = LossOf(Train(_plan.Linear, _training), task, _evaluation);
        Report("beats the prior", loss <= (1 - _limits.GainOverPrior) * prior, $"Loss {loss:F4} is {1 - (loss / prior):P1} under the prior's {prior:F4}; at least {_limits.GainOverPrior:P0} is asked.");
        Report("not worse than linear", loss <= linear + _limits.LossOverLinear, $"Loss {loss:F4} against the linear model's {linear:F4}; at most {_limits.LossOverLinear} above is allowed.");
        Report("train and test agree", loss - trainingLoss <= _limits.TrainTestGap, $"Loss {loss:F4} on evaluation rows, {trainingLoss:F4} on training rows; a gap of {_limits.TrainTestGap} is allowed.");
        LearningCurve(model);
        if (_limits.CurveTolerance is { } tolerance) _findings.Add(_accepted.Judge(model.LearningCurve, tolerance));
        Overfits(task);
        NoSkillInNoise(task);
        Spread(task);
    }

    private void LearningCurve(ITrainedModel model)
    {
        var curve = model.LearningCurve;
        var rises = Enumerable.Range(1, Math.Max(0, curve.Count - 1)).Count(i => !(curve[i] <= curve[i - 1]));
        if (curve.Count == 0) return;
        Report("training loss falls", rises == 0, $"Training loss goes from {curve[0]:F4} to {curve[^1]:F4} in {curve.Count} iterations and rises in {rises} of them.");
    }

    /// <summary>A method that cannot learn a few rows by heart has a broken gradient, target or feature path.</summary>
    private void Overfits(LearningTask task)
    {
        var batch = _training.Some(_limits.OverfitRows);
        var count = batch.Target.Length;
        var loss = LossOf(Train(_plan.Overfitting, batch), task, batch);
        Report("overfits a small batch", loss <= _limits.OverfitLoss, $"Loss {loss:F4} on {count} rows learned by heart; at most {_limits.OverfitLoss} is allowed.");
    }

    /// <summary>Skill on shuffled labels would mean that the label leaks into the features or the measure is wrong.</summary>
    private void NoSkillInNoise(LearningTask task)
    {
        var model = Train(_plan.Trainer, _training with { Target = Shuffled(_training.Target, 1) });
        var skill = TaskMetrics.Skill(task, model.Predict(_evaluation.Features), Shuffled(_evaluation.Target, 2), _evaluation.Groups);
        Report("no skill on shuffled labels", skill <= _limits.ShuffledSkill, $"Skill {skill:F4} with the labels of training and evaluation rows shuffled; at most {_limits.ShuffledSkill} is allowed.");
    }

    private void Spread(LearningTask task)
    {
        var losses = new List<double>();
        var digests = new HashSet<Digest>();
        for (var i = 0; i < _limits.Resamples; i++)
        {
            var model = Train(_plan.Trainer, Resampled((ulong)i));
            using var bytes = new MemoryStream();
            model.Write(bytes);
            digests.Add(Digest.Of(bytes.ToArray()));
            losses.Add(LossOf(model, task, _evaluation));
        }

        var spread = losses.Max() - losses.Min();
        Report("resampled models differ", digests.Count == losses.Count, $"{digests.Count} different models from {losses.Count} resamples of whole training blocks.");
        Report("resampled models agree", spread <= _limits.Spread, $"Their losses lie between {losses.Min():F4} and {losses.Max():F4}, {spread:F4} apart; {_limits.Spread} is allowed.");
    }

    /// <summary>Whole blocks drawn with replacement, rows kept in order of time; a group that is drawn twice is two groups.</summary>
    private LearningRows Resampled(ulong index)
    {
        var random = SeededRandom.Fork(Seed, index);
        var blocks = _training.Blocks.Distinct().Order().ToArray();
        var rowsOf = Enumerable.Range(0, _training.Blocks.Length).ToLookup(row => _training.Blocks[row]);
        var drawn = Enumerable.Range(0, blocks.Length).Select(_ => blocks[random.Next(blocks.Length)]).Order().ToArray();
        var rows = drawn.SelectMany((block, draw) => rowsOf[block].Select(row => (row, draw))).ToArray();
        return _training.Take(Array.ConvertAll(rows, r => r.row), Array.ConvertAll(rows, r => r.draw));
    }

    private static double[] Shuffled(double[] values, ulong index)
    {
        var copy = values.ToArray();
        SeededRandom.Fork(Seed, 1000 + index).Shuffle<double>(copy);
        return copy;
    }

    private ITrainedModel Train(ITrainer trainer, LearningRows rows) => trainer.Train(rows.ToSet(), _options, _stop);

    // By the task of the method under test: a linear model of relevance is compared as the ranking that it gives.
    private static double LossOf(ITrainedModel model, LearningTask task, LearningRows rows) => Loss(task, model.Predict(rows.Features), rows);

    private static double Loss(LearningTask task, double[] predictions, LearningRows rows) => TaskMetrics.Loss(task, predictions, rows.Target, rows.Groups);

    private void Report(string test, bool holds, FormattableString evidence) =>
        _findings.Add(new Finding(holds ? Severity.Info : Severity.Error, test, FormattableString.Invariant(evidence)));
}
