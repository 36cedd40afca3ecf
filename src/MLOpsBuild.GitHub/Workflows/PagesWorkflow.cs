namespace MLOpsBuild.GitHub.Workflows;

/// <summary>The report of the main branch as a site, with the history of its accepted models.</summary>
internal static class PagesWorkflow
{
    internal const string Path = ".github/workflows/pages.yml";

    private const string Site = ".mlops/site";

    internal static Workflow Create(WorkflowOptions options) => new()
    {
        Name = "Pages",
        About = ["Publishes the report of the main branch, its model cards and the history of its accepted models, which is the history of Git."],
        On = new Triggers { Push = new PushTrigger([options.MainBranch], []), Dispatch = new DispatchTrigger([]) },
        Permissions = Permissions.ReadContents,
        // What is being published is finished; of those that wait only the newest is worth it.
        Concurrency = new Concurrency("pages", "false"),
        Env = CommonSteps.Env,
        Jobs =
        [
            new Job
            {
                Id = "site",
                RunsOn = options.Runner,
                TimeoutMinutes = options.CheckMinutes,
                Steps =
                [
                    CommonSteps.Checkout(keepToken: false),
                    CommonSteps.Sdk,
                    CommonSteps.RestorePackages,
                    CommonSteps.RestoreContent,
                    CommonSteps.Build("Site", "With CI's results of the same commit, as far as they are there: what is missing is computed."),
                    Step.Use("Pack the site", PinnedActions.UploadPagesArtifact, ("path", Site)),
                ],
            },
            new Job
            {
                Id = "publish",
                Needs = ["site"],
                Permissions = new Permissions { Pages = Access.Write, IdToken = Access.Write, Reason = "What GitHub asks of a job that publishes pages; it runs no code of the repository." },
                Environment = "github-pages",
                RunsOn = options.Runner,
                TimeoutMinutes = options.ReportMinutes,
                Steps = [Step.Use("Publish", PinnedActions.DeployPages)],
            },
        ],
    };
}
