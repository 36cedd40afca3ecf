namespace MLOpsBuild.GitHub.Workflows;

/// <summary>Continuous integration: every change is built, tested, trained and judged.</summary>
internal static class CiWorkflow
{
    internal const string Path = ".github/workflows/ci.yml";
    internal const string Name = "CI";

    /// <summary>The artifact with the report, which the workflow that comments on pull requests fetches.</summary>
    internal const string ReportName = "report-ci";

    internal static Workflow Create(WorkflowOptions options) => new()
    {
        Name = Name,
        About = ["Builds, tests, trains and judges every change; the report is in the job's summary."],
        On = new Triggers
        {
            PullRequest = true,
            Push = new PushTrigger([options.MainBranch], []),
            // A branch that a workflow pushed with its own token starts nothing by itself; this lets CI be started on it.
            Dispatch = new DispatchTrigger([]),
        },
        Permissions = Permissions.ReadContents,
        // A newer push to a pull request replaces the run of the older one. On the main branch every commit is judged: a shared group would
        // drop all waiting runs but the last.
        Concurrency = new Concurrency("ci-${{ github.event_name == 'pull_request' && github.ref || github.sha }}", "${{ github.event_name == 'pull_request' }}"),
        Env = CommonSteps.Env,
        Jobs =
        [
            new Job
            {
                Id = "ci",
                RunsOn = options.Runner,
                TimeoutMinutes = options.CheckMinutes,
                Steps =
                [
                    CommonSteps.Checkout(keepToken: false),
                    CommonSteps.Sdk,
                    CommonSteps.RestorePackages,
                    CommonSteps.RestoreContent,
                    Step.Run("Workflows are up to date", "./build.sh Workflows --check"),
                    CommonSteps.Build("CI", "Everything happens in the build, so that it can be run the same way anywhere."),
                    .. CommonSteps.Save("github.event_name == 'push'"),
                    ShareResults,
                    .. CommonSteps.Report(ReportName),
                ],
            },
            new Job
            {
                Id = "digests",
                RunsOn = options.OtherRunner,
                TimeoutMinutes = options.CheckMinutes,
                Steps =
                [
                    CommonSteps.Checkout(keepToken: false),
                    CommonSteps.Sdk,
                    CommonSteps.Build("Digests", "A model has the same bytes on every processor, or the digests in locks mean nothing."),
                ],
            },
        ],
    };

    private static Step ShareResults => Step.Run("Share results", "./mlops cache push --if-allowed").But(
        condition: "github.event_name == 'push'",
        comment: "Signed, for whoever trusts the key. Without the secret, or on a branch that is not protected, nothing is shared.",
        env: [("MLOPS_CACHE_KEY", "${{ secrets.MLOPS_CACHE_KEY }}")]);
}
