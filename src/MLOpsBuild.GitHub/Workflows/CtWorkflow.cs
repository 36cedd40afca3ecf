namespace MLOpsBuild.GitHub.Workflows;

/// <summary>Continuous training: looks for a reason to retrain, and proposes the challenger when there is one.</summary>
internal static class CtWorkflow
{
    internal const string Path = ".github/workflows/ct.yml";

    /// <summary>The trailer on commits that a retraining made.</summary>
    internal const string Trailer = "Retrain-Of:";

    /// <summary>What programs report, and the reason that it is to retrain.</summary>
    private static readonly (string Type, string Trigger)[] Events = [("data-changed", "newData"), ("drift-detected", "drift"), ("performance-dropped", "performance")];

    internal static Workflow Create(WorkflowOptions options) => new()
    {
        Name = "CT",
        About =
        [
            "Looks for a reason to retrain, by time, on request, after new data, drift or lost accuracy, and proposes the challenger as a pull request.",
            "GitHub stops schedules after 60 days without activity in the repository.",
            "The pull request is opened with the token of a GitHub App where the variable MLOPS_APP_ID and the secret MLOPS_APP_KEY name one; else CI is started on it.",
        ],
        On = On(options),
        Permissions = new Permissions
        {
            Actions = Access.Write,
            Contents = Access.Write,
            PullRequests = Access.Write,
            Reason = "Writing is needed for the challenger's branch and its pull request, for the line in the ledger's branch, and to start CI on a pull request of this token.",
        },
        // One at a time: the ledger's budget and cool-down are read before they are written.
        Concurrency = new Concurrency("ct", "false"),
        Env = CommonSteps.Env,
        Jobs =
        [
            new Job
            {
                Id = "ct",
                If = $"github.event_name != 'push' || !contains(join(github.event.commits.*.message, ' '), '{Trailer}')",
                IfReason = $"A retraining changes the data lock itself: commits with its trailer ({Trailer}) do not start the next one.",
                RunsOn = options.Runner,
                TimeoutMinutes = options.RetrainMinutes,
                Steps =
                [
                    CommonSteps.Checkout(keepToken: true),
                    CommonSteps.Sdk,
                    CommonSteps.RestorePackages,
                    CommonSteps.RestoreContent,
                    Step.Run("Fetch the ledger and open challengers", "git fetch origin 'refs/heads/mlops-ledger*:refs/heads/mlops-ledger*' 'refs/heads/retrain/*:refs/heads/retrain/*'"),
                    Retrain,
                    Step.Run(
                        "Push what the comparison left",
                        """
                        git for-each-ref --format='%(refname)' refs/heads/mlops-ledger | xargs -r -n 1 git push origin
                        git for-each-ref --format='%(refname)' refs/heads/retrain | xargs -r -n 1 git push --force-with-lease origin
                        """).But(comment: "A challenger's branch is made anew on the newest main; one that a person has pushed to since is left alone."),
                    AppToken,
                    Propose,
                    .. CommonSteps.Report("report-ct"),
                ],
            },
        ],
    };

    // The reason is the event's; a person who starts it asks for it.
    private static string Trigger =>
        "${{ github.event_name == 'schedule' && 'schedule' || github.event_name == 'push' && 'newData'"
        + string.Concat(Events.Select(e => $" || github.event.action == '{e.Type}' && '{e.Trigger}'")) + " || 'request' }}";

    private static Step AppToken => Step
        .Use("Take the App's token", PinnedActions.CreateGitHubAppToken, ("app-id", "${{ vars.MLOPS_APP_ID }}"), ("private-key", "${{ secrets.MLOPS_APP_KEY }}"))
        .But(id: "app", condition: "vars.MLOPS_APP_ID != ''", comment: "A pull request that the workflow's own token opens starts no workflow.");

    private static Step Propose => CommonSteps
        .Build("ChallengerPullRequest", "Opens the challenger's pull request, or brings the open one up to date; nothing when no challenger won.")
        .But(env:
        [
            ("GITHUB_TOKEN", "${{ steps.app.outputs.token || github.token }}"),
            ("GITHUB_APP_SLUG", "${{ steps.app.outputs.app-slug }}"),
        ]);

    // What people and programs send is data: it reaches the build as the value of a variable, never as part of a script.
    private static Step Retrain => CommonSteps
        .Build("CT", "The build reads the trigger and the window as parameters; they are texts from outside and never part of a script.")
        .But(env:
        [
            ("NUKE_TRIGGER", Trigger),
            ("NUKE_CHALLENGER_WINDOW", "${{ inputs.window || github.event.client_payload.window }}"),
        ]);

    private static Triggers On(WorkflowOptions options) => new()
    {
        Push = new PushTrigger([options.MainBranch], ["data.lock.json"]),
        Schedule = [options.RetrainSchedule],
        Dispatch = new DispatchTrigger(
        [
            new DispatchInput("window", "What to train on, such as 2001-02..2001-04; empty for all that is not compared on"),
        ]),
        RepositoryDispatch = [.. Events.Select(e => e.Type)],
    };
}
