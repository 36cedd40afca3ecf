namespace MLOpsBuild.GitHub.Workflows;

/// <summary>Continuous training: looks for a reason to retrain, and proposes the challenger when there is one.</summary>
internal static class CtWorkflow
{
    internal const string Path = ".github/workflows/ct.yml";

    /// <summary>The trailer on commits that a retraining made.</summary>
    internal const string Trailer = "Retrain-Of:";

    internal static Workflow Create(WorkflowOptions options) => new()
    {
        Name = "CT",
        About =
        [
            "Looks for a reason to retrain, by time, on request or after new data, and proposes the challenger on a branch of its own.",
            "GitHub stops schedules after 60 days without activity in the repository.",
        ],
        On = On(options),
        Permissions = new Permissions
        {
            Contents = Access.Write,
            Reason = "Writing is needed for two pushes: the challenger's branch and the line in the ledger's branch.",
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
                    Step.Run("Fetch the ledger", "git fetch origin 'refs/heads/mlops-ledger*:refs/heads/mlops-ledger*'"),
                    Retrain,
                    Step.Run("Push what the comparison left", "git for-each-ref --format='%(refname)' refs/heads/retrain refs/heads/mlops-ledger | xargs -r -n 1 git push origin"),
                    .. CommonSteps.Report("report-ct"),
                ],
            },
        ],
    };

    // What people and programs send is data: it reaches the build as the value of a variable, never as part of a script.
    private static Step Retrain => CommonSteps
        .Build("CT", "The build reads the trigger and the window as parameters; they are texts from outside and never part of a script.")
        .But(env:
        [
            ("NUKE_TRIGGER", "${{ github.event_name == 'schedule' && 'schedule' || github.event_name == 'push' && 'newData' || 'request' }}"),
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
        RepositoryDispatch = [options.RetrainEvent],
    };
}
