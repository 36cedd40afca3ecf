using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Gates;

/// <summary>How the training loss of the last accepted model fell, to hold a new one's against; or why it cannot be had.</summary>
internal sealed class AcceptedCurve
{
    private const string Test = "learning curve fits the accepted one";
    private readonly IReadOnlyList<double> _losses;
    private readonly string? _missing;

    private AcceptedCurve(IReadOnlyList<double> losses, string? missing) => (_losses, _missing) = (losses, missing);

    public static AcceptedCurve Of(IReadOnlyList<double> losses) => new(losses, losses.Count < 2 ? "the accepted model has no learning curve" : null);

    public static AcceptedCurve None(string reason) => new([], reason);

    /// <summary>
    /// Compares the curves along the way from the first to the last iteration, so that another number of iterations is no difference by itself. A curve far below is told as one far above:
    /// a label that leaks looks like that.
    /// </summary>
    public Finding Judge(IReadOnlyList<double> curve, double tolerance)
    {
        if (_missing is not null) return new Finding(Severity.Warning, Test, $"It cannot be told: {_missing}.");
        if (curve.Count < 2) return new Finding(Severity.Warning, Test, "It cannot be told: the method has no learning curve, so 'curveTolerance' does not apply to it.");
        var (distance, at) = Enumerable.Range(0, curve.Count).Select(i => (Distance: Distance(curve, i), At: i)).MaxBy(p => double.IsNaN(p.Distance) ? double.PositiveInfinity : p.Distance);
        var holds = distance <= tolerance;
        var accept = holds ? "" : " If the change is meant, accept the new model: ./mlops metrics accept.";
        return new Finding(
            holds ? Severity.Info : Severity.Error,
            Test,
            FormattableString.Invariant($"Training loss is at most {distance:F4} from the accepted model's, at iteration {at + 1} of {curve.Count}; {tolerance} is allowed.{accept}"));
    }

    private double Distance(IReadOnlyList<double> curve, int index)
    {
        var place = (double)index * (_losses.Count - 1) / (curve.Count - 1);
        var before = Math.Min((int)place, _losses.Count - 2);
        var share = place - before;
        return Math.Abs(curve[index] - ((_losses[before] * (1 - share)) + (_losses[before + 1] * share)));
    }
}
