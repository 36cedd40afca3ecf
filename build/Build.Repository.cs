using MLOpsBuild.Cli.Operations;

public sealed partial class Build
{
    [Parameter("How many times the default target is killed")]
    public int Kills { get; set; } = 20;

    [Parameter("How many times processes are killed that work on a data store")]
    public int StoreKills { get; set; } = 300;

    [Parameter("Damaged inputs for each kind of file")]
    public int Inputs { get; set; } = 1_000_000;

    private Target Chaos => _ => _
        .Description("Kills the default target at random moments; each next run must give the same model")
        .Executes(() => Judge(Repository.Chaos(Session, Kills, Stop)));

    private Target DataChaos => _ => _
        .Description("Kills processes that work on a data store; it must verify and the next must complete")
        .DependsOn(Compile)
        .Executes(() => Judge(TestProjects.DataChaos(Session, StoreKills, Stop)));

    private Target Digests => _ => _
        .Description("Trains small models of every kind; another kind of processor must find the committed digests too")
        .DependsOn(Compile)
        .Executes(() => Judge(TestProjects.Digests(Session, Stop)));

    private Target Fuzz => _ => _
        .Description("Feeds damaged files to everything that reads files, a million of each kind")
        .DependsOn(Compile)
        .Executes(() => Judge(TestProjects.Fuzz(Session, Inputs, Stop)));
}
