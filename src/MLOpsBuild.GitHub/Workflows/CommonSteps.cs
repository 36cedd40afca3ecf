namespace MLOpsBuild.GitHub.Workflows;

/// <summary>The steps that the workflows share.</summary>
internal static class CommonSteps
{
    internal static readonly IReadOnlyList<KeyValuePair<string, string>> Env =
    [
        KeyValuePair.Create("DOTNET_CLI_TELEMETRY_OPTOUT", "1"),
        KeyValuePair.Create("DOTNET_NOLOGO", "1"),
    ];

    private const string PackagesPath = "~/.nuget/packages";

    // The report of an earlier run is left out: it would pass for this run's when the build ends before writing one.
    // The exclusion works on the folder's items only, hence the star.
    private const string ContentPath = ".mlops/*\n!.mlops/report";
    private const string PackagesKey = "nuget-${{ runner.os }}-${{ hashFiles('**/packages.lock.json') }}";
    private const string ContentKey = "mlops-${{ runner.os }}-${{ hashFiles('data.lock.json', 'pipelines/**/pipeline.lock.json') }}";

    /// <summary>All history, since merge bases and ledgers are read from it: of the event's commit, or of a branch as it is now.</summary>
    internal static Step Checkout(bool keepToken, string? branch = null) => Step.Use(
        "Check out with history",
        PinnedActions.Checkout,
        [.. branch is null ? [] : new[] { ("ref", branch) }, ("fetch-depth", "0"), ("persist-credentials", keepToken ? "true" : "false")]);

    internal static Step Sdk { get; } = Step.Use("Set up the SDK of global.json", PinnedActions.SetupDotnet, ("global-json-file", "global.json"));

    internal static Step RestorePackages { get; } = Restore("Restore packages", "packages", PackagesPath, PackagesKey, "nuget-${{ runner.os }}-");

    internal static Step RestoreContent { get; } = Restore("Restore content and steps", "content", ContentPath, ContentKey, "mlops-${{ runner.os }}-");

    /// <summary>Saves what was not there; a pull request only reads, so that it cannot put anything into the cache that main trusts.</summary>
    internal static IReadOnlyList<Step> Save(string condition) =>
    [
        Save("Save packages", "packages", PackagesPath, condition),
        Save("Save content and steps", "content", ContentPath, condition),
    ];

    internal static Step Build(string target, string comment) => Step.Run(target, $"./build.sh {target}").But(comment: comment);

    /// <summary>The report in the job's summary and beside the run, also when a gate failed: that is when it is read.</summary>
    internal static IReadOnlyList<Step> Report(string name) =>
    [
        Step.Run(
            "Show the report",
            """
            if [ -f .mlops/report/report.md ]; then
              cat .mlops/report/report.md >> "$GITHUB_STEP_SUMMARY"
            fi
            """).But(condition: "always()"),
        // Files under a folder whose name begins with a dot are left out unless asked for.
        Step.Use(
            "Keep the report",
            PinnedActions.UploadArtifact,
            ("name", name),
            ("path", ".mlops/report"),
            ("include-hidden-files", "true"),
            ("if-no-files-found", "ignore"),
            ("retention-days", "30")).But(condition: "always()"),
    ];

    private static Step Restore(string name, string id, string path, string key, string fallback) => Step
        .Use(name, PinnedActions.CacheRestore, ("path", path), ("key", key), ("restore-keys", fallback))
        .But(id: id);

    // The key is the one that was asked for before the build, which may itself have changed a lock file.
    private static Step Save(string name, string id, string path, string condition) => Step
        .Use(name, PinnedActions.CacheSave, ("path", path), ("key", $"${{{{ steps.{id}.outputs.cache-primary-key }}}}"))
        .But(condition: $"{condition} && steps.{id}.outputs.cache-hit != 'true'");
}
