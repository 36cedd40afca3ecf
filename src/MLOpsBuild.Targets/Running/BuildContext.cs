using MLOpsBuild.Targets.Parameters;
using MLOpsBuild.Targets.Reporting;

namespace MLOpsBuild.Targets.Running;

/// <summary>What is known before a build is made: its surroundings and its parameters.</summary>
internal sealed record BuildContext
{
    public required BuildEnvironment Environment { get; init; }

    public required ParameterCatalog Catalog { get; init; }

    public required ParameterValues Values { get; init; }

    public required AbsolutePath Root { get; init; }

    public required Host Host { get; init; }

    public required BuildOutput Output { get; init; }

    public required GroupedOutput Groups { get; init; }

    public required BuildLog Log { get; init; }

    public required Verbosity Verbosity { get; init; }

    public AbsolutePath TemporaryDirectory => Root / ".nuke" / "temp";

    public Partition Partition => Values.Get<Partition>(BuiltIn.Partition) ?? Partition.Single;

    public bool Continue => Values.Get<bool>(BuiltIn.Continue);

    public bool Quiet => Verbosity == Verbosity.Quiet;

    /// <summary>The number of targets that may run at once.</summary>
    public int Degree
    {
        get
        {
            var asked = Values.Get<int>(BuiltIn.Degree) is > 0 and var degree ? degree : Values.Get<int>(BuiltIn.Parallel);
            return Math.Max(1, asked > 0 ? asked : Environment.Processors);
        }
    }
}
