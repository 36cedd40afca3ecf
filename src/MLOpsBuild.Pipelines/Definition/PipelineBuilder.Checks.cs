using MLOpsBuild.Pipelines.Gates;
using MLOpsBuild.Pipelines.Gates.Checks;

namespace MLOpsBuild.Pipelines.Definition;

public sealed partial class PipelineBuilder
{
    /// <summary>The kinds of gates that <c>gates.json</c> may name.</summary>
    internal GateCatalogue GateKinds { get; private set; } = BuiltInGates.Catalogue;

    /// <summary>Makes a kind of gate of the pipeline's own known, so that the section <c>checks</c> of <c>gates.json</c> can name it.</summary>
    /// <exception cref="ArgumentException">A kind of that name is known already.</exception>
    public void Judges(IGateKind kind) => GateKinds = GateKinds.With(kind);
}
