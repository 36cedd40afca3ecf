namespace MLOpsBuild.Pipelines.Gates.Checks;

/// <summary>The kinds of gates that every pipeline knows.</summary>
public static class BuiltInGates
{
    /// <summary>All of them.</summary>
    public static GateCatalogue Catalogue { get; } = new(
        new CalibrationGate(),
        new DataDriftGate(),
        new DataValidationGate(),
        new DomainClassifierGate(),
        new FairnessGate(),
        new LatencyGate(),
        new LeakageGate(),
        new ParityGate(),
        new SizeGate());
}
