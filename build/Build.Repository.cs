using MLOpsBuild.Cli.Operations;

public sealed partial class Build
{
    [Parameter("How many times the default target is killed")]
    public int Kills { get; set; } = 20;

    private Target Workflows => _ => _
        .Description("Writes .github/workflows from the targets")
        .Executes(() => Judge(Repository.WriteWorkflows(Session)));

    private Target Chaos => _ => _
        .Description("Kills the default target at random moments; each next run must give the same model")
        .Executes(() => Judge(Repository.Chaos(Session, Kills)));
}
