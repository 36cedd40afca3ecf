using System.Globalization;

namespace MLOpsBuild.GitHub.Workflows;

/// <summary>A search of parameters on several machines: one job for each shard, and one that merges what they found.</summary>
public static class TuneWorkflow
{
    private const string Folder = ".mlops/trials";

    /// <summary>The file's place in the repository.</summary>
    public static string PathOf(string pipeline) => $".github/workflows/tune-{pipeline}.yml";

    /// <summary>The workflow, to be started by hand.</summary>
    /// <param name="pipeline">The pipeline's name: letters, digits, <c>.</c>, <c>_</c> and <c>-</c>.</param>
    /// <param name="shards">The number of machines, 1 to 256: GitHub takes no larger matrix.</param>
    /// <param name="arguments">What else to hand to every call of <c>mlops tune</c>, as the shell reads it; empty for nothing.</param>
    /// <param name="options">What differs between repositories.</param>
    public static Workflow Create(string pipeline, int shards, string arguments, WorkflowOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(shards, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(shards, 256);
        var all = string.Join(' ', Enumerable.Range(1, shards).Select(i => string.Create(CultureInfo.InvariantCulture, $"--results {Folder}/trials-{i}")));
        var command = $"./mlops tune {pipeline}{(arguments.Length == 0 ? "" : " " + arguments)}";
        return new Workflow
        {
            Name = $"Tune {pipeline}",
            GeneratedBy = $"./mlops tune {pipeline} --emit github --shards {shards}",
            About =
            [
                $"Searches the parameters of {pipeline} on {shards} machines and merges what they found: the same leaderboard as from one machine.",
                "Machines meet only in the last job, so a search of several rounds (bayesian, halving) repeats its earlier rounds on each; grid and random do not.",
            ],
            On = new Triggers { Dispatch = new DispatchTrigger([]) },
            Permissions = Permissions.ReadContents,
            Concurrency = new Concurrency($"tune-{pipeline}", "true"),
            Env = CommonSteps.Env,
            Jobs = [Shard(command, shards, options), Merge(command, all, options)],
        };
    }

    private static Job Shard(string command, int shards, WorkflowOptions options) => new()
    {
        Id = "shard",
        Matrix = new Matrix("shard", [.. Enumerable.Range(1, shards)]),
        RunsOn = options.Runner,
        TimeoutMinutes = options.RetrainMinutes,
        Steps =
        [
            .. Ready,
            Step.Run("Run a shard", $"{command} --shard \"$SHARD/{shards}\" --results {Folder}").But(env: [("SHARD", "${{ matrix.shard }}")]),
            Step.Use(
                "Hand the results on",
                PinnedActions.UploadArtifact,
                ("name", "trials-${{ matrix.shard }}"),
                ("path", Folder),
                ("include-hidden-files", "true"),
                ("if-no-files-found", "error"),
                ("retention-days", "30")),
        ],
    };

    private static Job Merge(string command, string results, WorkflowOptions options) => new()
    {
        Id = "merge",
        Needs = ["shard"],
        RunsOn = options.Runner,
        TimeoutMinutes = options.CheckMinutes,
        Steps =
        [
            .. Ready,
            Step.Use("Fetch the results", PinnedActions.DownloadArtifact, ("pattern", "trials-*"), ("path", Folder)),
            Step.Run(
                "Merge",
                $$"""
                board="$({{command}} --merge {{results}})"
                printf '```\n%s\n```\n' "$board" | tee -a "$GITHUB_STEP_SUMMARY"
                """),
        ],
    };

    private static IReadOnlyList<Step> Ready => [CommonSteps.Checkout(keepToken: false), CommonSteps.Sdk, CommonSteps.RestorePackages, CommonSteps.RestoreContent];
}
