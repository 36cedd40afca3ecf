namespace MLOpsBuild.GitHub.Workflows;

/// <summary>The report as a comment on the pull request, with checks and statuses: written after CI, by code of the main branch alone.</summary>
internal static class ReportWorkflow
{
    internal const string Path = ".github/workflows/report.yml";

    private const string Received = ".mlops/received";

    internal static Workflow Create(WorkflowOptions options) => new()
    {
        Name = "Report",
        About =
        [
            "Comments on a pull request with the model report that CI made, and sets its checks and statuses.",
            "CI runs the code of the pull request, perhaps of a fork, and may not write. This runs the main branch's code, may write, and takes what CI left as hostile data.",
        ],
        On = new Triggers { WorkflowRun = new WorkflowRunTrigger([CiWorkflow.Name], []) },
        Permissions = new Permissions
        {
            Actions = Access.Read,
            Checks = Access.Write,
            Contents = Access.Read,
            PullRequests = Access.Write,
            Statuses = Access.Write,
            Reason = "Writing is needed for the comment, a check for each gate and a status for each environment.",
        },
        // Of two pushes the later one has the last word.
        Concurrency = new Concurrency("report-${{ github.event.workflow_run.head_repository.full_name }}-${{ github.event.workflow_run.head_branch }}", "true"),
        Env = CommonSteps.Env,
        Jobs =
        [
            new Job
            {
                Id = "report",
                If = "github.event.workflow_run.event == 'pull_request'",
                RunsOn = options.Runner,
                TimeoutMinutes = options.ReportMinutes,
                Steps =
                [
                    CommonSteps.Checkout(keepToken: false),
                    CommonSteps.Sdk,
                    CommonSteps.RestorePackages,
                    Step.Use(
                        "Fetch what CI left",
                        PinnedActions.DownloadArtifact,
                        ("name", CiWorkflow.ReportName),
                        ("path", Received),
                        ("run-id", "${{ github.event.workflow_run.id }}"),
                        ("github-token", "${{ github.token }}")),
                    CommonSteps.Build("PullRequestReport", "Which pull request it is of is not for the artifact to say: it is asked by the commit that CI ran for.").But(env:
                    [
                        ("GITHUB_TOKEN", "${{ github.token }}"),
                        ("NUKE_RECEIVED", Received),
                        ("NUKE_HEAD_COMMIT", "${{ github.event.workflow_run.head_sha }}"),
                        ("NUKE_HEAD_REPOSITORY", "${{ github.event.workflow_run.head_repository.full_name }}"),
                    ]),
                ],
            },
        ],
    };
}
