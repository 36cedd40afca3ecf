using MLOpsBuild.Cli.Operations;

public sealed partial class Build
{
    [Parameter("Only compares: workflows that are out of date fail")]
    public bool Check { get; set; }

    private Target Workflows => _ => _
        .Description("Writes .github/workflows from the build's own definitions")
        .Executes(() => Judge(Check ? Repository.CheckWorkflows(Session, Stop) : Repository.WriteWorkflows(Session, Stop)));

    private Target Site => _ => _
        .Description("Writes the report and the history of accepted models as pages to publish")
        .DependsOn(Report)
        .Executes(() => Judge(Sites.Write(Session, Stop)));
}
