namespace MLOpsBuild.GitHub.Workflows;

/// <summary>Continuous delivery: what runs is made equal to what environments/ asks for.</summary>
internal static class CdWorkflow
{
    internal const string Path = ".github/workflows/cd.yml";

    // A fork can have a branch of the same name, and its pull request would then start this: only a push to this very repository counts.
    private const string FromHere =
        "github.event_name != 'workflow_run' || (github.event.workflow_run.conclusion == 'success'"
        + " && github.event.workflow_run.event == 'push' && github.event.workflow_run.head_repository.full_name == github.repository)";

    internal static Workflow Create(WorkflowOptions options) => new()
    {
        Name = "CD",
        About =
        [
            "Makes what runs equal to what environments/ asks for: at once when that changes, and after each commit that CI found good.",
        ],
        On = new Triggers
        {
            Push = new PushTrigger([options.MainBranch], ["environments/**"]),
            WorkflowRun = new WorkflowRunTrigger([CiWorkflow.Name], [options.MainBranch]),
        },
        Permissions = Permissions.ReadContents,
        // A rollout is never cut off in the middle; the next one waits.
        Concurrency = new Concurrency("cd", "false"),
        Env = CommonSteps.Env,
        Jobs =
        [
            new Job
            {
                Id = "cd",
                If = FromHere,
                IfReason = "After CI only if it was green and ran for a push to this repository, not for a fork's branch of the same name.",
                RunsOn = options.Runner,
                TimeoutMinutes = options.DeliverMinutes,
                Steps =
                [
                    CommonSteps.Checkout(keepToken: false),
                    CommonSteps.Sdk,
                    CommonSteps.RestorePackages,
                    CommonSteps.Build("CD", "No cached steps here: what is delivered comes from the store that the environment names, and is verified."),
                    .. CommonSteps.Report("report-cd"),
                ],
            },
        ],
    };
}
