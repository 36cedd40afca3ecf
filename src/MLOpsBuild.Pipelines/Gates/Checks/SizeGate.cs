using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Gates.Checks;

/// <summary>The settings of <c>size</c>.</summary>
public sealed record SizeSettings : GateSettings
{
    /// <summary>The model has at most so many bytes; null when that is not judged.</summary>
    public long? MaxModelBytes { get; init; }

    /// <summary>The package with all its layers has at most so many bytes; null when that is not judged.</summary>
    public long? MaxPackageBytes { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        if (MaxModelBytes is null && MaxPackageBytes is null) yield return "nothing is judged; set 'maxModelBytes' or 'maxPackageBytes'.";
        if (MaxModelBytes <= 0 || MaxPackageBytes <= 0) yield return "a size must be above 0.";
    }
}

/// <summary>How large a model is.</summary>
/// <param name="ModelBytes">The model alone.</param>
/// <param name="PackageBytes">The package; null when it is not judged.</param>
public sealed record SizeMeasurement(long ModelBytes, long? PackageBytes) : IGateMeasurement
{
    /// <inheritdoc/>
    public int Samples => 1;
}

/// <summary><c>size</c>: the bytes of the model and of its package.</summary>
public sealed class SizeGate : GateKind<SizeSettings, SizeMeasurement>
{
    /// <inheritdoc/>
    public override string Kind => "size";

    /// <inheritdoc/>
    public override string Help => "Limits the bytes of the model and of its package. Fewer or shallower trees and fewer inputs are smaller.";

    /// <inheritdoc/>
    public override GateNeeds Needs(SizeSettings settings) => settings.MaxPackageBytes is null ? GateNeeds.Model : GateNeeds.Model | GateNeeds.Package;

    /// <inheritdoc/>
    public override SizeMeasurement Measure(SizeSettings settings, GateEvidence evidence, CancellationToken cancellationToken) =>
        new(evidence.ModelBytes, settings.MaxPackageBytes is null ? null : evidence.PackageBytes);

    /// <inheritdoc/>
    public override Judgement Judge(SizeSettings settings, SizeMeasurement measurement)
    {
        Finding[] findings = [.. new[] { Finding("model", measurement.ModelBytes, settings.MaxModelBytes), Finding("package", measurement.PackageBytes, settings.MaxPackageBytes) }.OfType<Finding>()];
        var fails = findings.Any(f => f.Severity == Severity.Error);
        return new Judgement(fails ? Verdict.Fail : Verdict.Pass, string.Join(" ", findings.Where(f => !fails || f.Severity == Severity.Error).Select(f => f.Message)), findings);
    }

    private static Finding? Finding(string what, long? bytes, long? most) => bytes is { } found && most is { } allowed
        ? new Finding(found > allowed ? Severity.Error : Severity.Info, what, FormattableString.Invariant($"The {what} has {found:N0} bytes, {allowed:N0} are allowed."))
        : null;
}
