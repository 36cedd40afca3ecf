using MLOpsBuild.Cli.Operations;

public sealed partial class Build
{
    [Parameter("The challenger's training window; by default the champion's start up to the newest month that is not compared on")]
    public string? ChallengerWindow { get; set; }

    [Parameter("Why retraining runs: request, schedule, newData, performance or drift")]
    public string Trigger { get; set; } = "newData";

    private Target CheckData => _ => _
        .Description("Finds partitions that the remote has and the lock does not, and validates the first")
        .DependsOn(DataPull)
        .Executes(() => Judge(ContinuousTraining.CheckData(Session, Stop)));

    private Target DriftCheck => _ => _
        .Description("Compares the arriving partition with the training window")
        .DependsOn(CheckData)
        .Executes(() => Judge(ContinuousTraining.CheckDrift(Session, Stop)));

    private Target CheckPerformance => _ => _
        .Description("Measures the champion on the arriving partition")
        .DependsOn(CheckData)
        .Executes(() => Judge(ContinuousTraining.CheckPerformance(Session, Stop)));

    private Target Retrain => _ => _
        .Description("Trains a challenger, never on the rows it will be compared on")
        .DependsOn(DriftCheck, CheckPerformance)
        .Executes(() => Judge(ContinuousTraining.Retrain(Session, Trigger, ChallengerWindow, Stop)));

    private Target CompareChampion => _ => _
        .Description("Compares challenger and champion by whole days; a winner becomes a branch, a loser a line in the ledger")
        .DependsOn(Retrain)
        .Executes(() => Judge(ContinuousTraining.Compare(Session, Stop)));

    private Target CT => _ => _
        .Description("Continuous training: new data, drift, performance, challenger, comparison")
        .DependsOn(CompareChampion);
}
