using MLOpsBuild.Cli.Operations;

public sealed partial class Build
{
    [Parameter("Only compares: workflows that are out of date fail")]
    public bool Check { get; set; }

    [Parameter("The folder with what CI left of a pull request's run")]
    public string Received { get; set; } = ".mlops/report";

    [Parameter("The newest commit of the pull request that CI ran for")]
    public string? HeadCommit { get; set; }

    [Parameter("The repository that it was pushed to, owner/name: that of a fork, or this one")]
    public string? HeadRepository { get; set; }

    [Parameter("The branch that challengers are proposed for")]
    public string MainBranch { get; set; } = "main";

    [Parameter("Who shall review challengers")]
    public string[] Reviewers { get; set; } = [];

    private Target Workflows => _ => _
        .Description("Writes .github/workflows from the build's own definitions")
        .Executes(() => Judge(Check ? Repository.CheckWorkflows(Session, Stop) : Repository.WriteWorkflows(Session, Stop)));

    private Target PullRequestReport => _ => _
        .Description("Shows the report that CI left as a comment on the pull request, with checks and statuses")
        .Requires(() => HeadCommit, () => HeadRepository)
        .Executes(() => Judge(GitHubJobs.ShowReport(Session, RootDirectory / Received, HeadCommit!, HeadRepository!, Stop)));

    private Target ChallengerPullRequest => _ => _
        .Description("Opens the pull request of a challenger whose branch was pushed, or brings it up to date")
        .After(CompareChampion)
        .Executes(() => Judge(GitHubJobs.ProposeChallengers(Session, MainBranch, Reviewers, Stop)));

    private Target Site => _ => _
        .Description("Writes the report and the history of accepted models as pages to publish")
        .DependsOn(CI)
        .Executes(() => Judge(Sites.Write(Session, Stop)));
}
