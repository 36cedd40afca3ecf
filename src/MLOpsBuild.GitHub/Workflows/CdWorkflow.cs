namespace MLOpsBuild.GitHub.Workflows;

/// <summary>Continuous delivery: the package and its tests, then one promotion after the other, each as GitHub's environment allows it.</summary>
internal static class CdWorkflow
{
    internal const string Path = ".github/workflows/cd.yml";

    private const string PackageJob = "cd";

    // A fork can have a branch of the same name, and its pull request would then start this: only a push to this very repository counts.
    private const string FromHere =
        "github.event_name != 'workflow_run' || (github.event.workflow_run.conclusion == 'success'"
        + " && github.event.workflow_run.event == 'push' && github.event.workflow_run.head_repository.full_name == github.repository)";

    internal static Workflow Create(WorkflowOptions options) => new()
    {
        Name = "CD",
        About =
        [
            "Packs the model, tests the package and pushes it; then promotes it to one environment after the other, by a commit to its file.",
            "Who must agree to an environment is set in GitHub, in the environment of the same name.",
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
        Jobs = [Package(options), .. options.Environments.Select((name, place) => Promotion(name, place == 0 ? PackageJob : options.Environments[place - 1], options))],
    };

    private static Job Package(WorkflowOptions options) => new()
    {
        Id = PackageJob,
        If = FromHere,
        IfReason = "After CI only if it was green and ran for a push to this repository, not for a fork's branch of the same name.",
        RunsOn = options.Runner,
        TimeoutMinutes = options.DeliverMinutes,
        Steps =
        [
            CommonSteps.Checkout(keepToken: false),
            CommonSteps.Sdk,
            CommonSteps.RestorePackages,
            CommonSteps.Build("CD", "No cached steps here: what is delivered is computed here, and verified."),
            .. CommonSteps.Report("report-cd"),
        ],
    };

    // A job that waits for one that was skipped is skipped too.
    private static Job Promotion(string environment, string after, WorkflowOptions options) => new()
    {
        Id = environment,
        Needs = [after],
        Permissions = new Permissions { Contents = Access.Write, Reason = "Writing is needed for one push: the commit that names the package." },
        Environment = environment,
        RunsOn = options.Runner,
        TimeoutMinutes = options.DeliverMinutes,
        Steps =
        [
            CommonSteps.Checkout(keepToken: true, options.MainBranch),
            CommonSteps.Sdk,
            CommonSteps.RestorePackages,
            Step.Run(
                "Sign commits as the workflow",
                """
                git config user.name 'github-actions[bot]'
                git config user.email '41898282+github-actions[bot]@users.noreply.github.com'
                """),
            CommonSteps.Build("Promote", "By a commit, when every verdict that the environment requires passes; nothing when it has the package already.")
                .But(env: [("NUKE_ENVIRONMENTS", environment)]),
            Step.Run("Push the promotion", "git push origin \"HEAD:$BRANCH\"").But(env: [("BRANCH", options.MainBranch)]),
        ],
    };
}
