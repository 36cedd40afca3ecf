namespace MLOpsBuild.GitHub.Workflows;

/// <summary>Every action that a generated workflow may use. A tag can be moved by whoever owns it; a commit cannot.</summary>
/// <remarks>To take a newer version, read its changes and replace version and commit here, in one reviewed line.</remarks>
public static class PinnedActions
{
    private const string CacheVersion = "v5.0.5";
    private const string CacheCommit = "27d5ce7f107fe9357f9df03efb73ab90386fccae";

    /// <summary>Checks the repository out.</summary>
    public static PinnedAction Checkout { get; } = new("actions/checkout", "v7.0.1", "3d3c42e5aac5ba805825da76410c181273ba90b1");

    /// <summary>Installs the SDK that global.json asks for.</summary>
    public static PinnedAction SetupDotnet { get; } = new("actions/setup-dotnet", "v6.0.0", "a98b56852c35b8e3190ac28c8c2271da59106c68");

    /// <summary>Restores a cache and saves it when the job ends.</summary>
    public static PinnedAction Cache { get; } = new("actions/cache", CacheVersion, CacheCommit);

    /// <summary>Restores a cache and never saves one; the same repository and commit as <see cref="Cache"/>.</summary>
    public static PinnedAction CacheRestore { get; } = new("actions/cache", CacheVersion, CacheCommit, "restore");

    /// <summary>Saves a cache; the same repository and commit as <see cref="Cache"/>.</summary>
    public static PinnedAction CacheSave { get; } = new("actions/cache", CacheVersion, CacheCommit, "save");

    /// <summary>Keeps files with the run.</summary>
    public static PinnedAction UploadArtifact { get; } = new("actions/upload-artifact", "v7.0.0", "bbbca2ddaa5d8feaa63e36b76fdaad77386f024f");

    /// <summary>Fetches files of an earlier job.</summary>
    public static PinnedAction DownloadArtifact { get; } = new("actions/download-artifact", "v8.0.1", "3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c");

    /// <summary>Packs a folder for GitHub Pages.</summary>
    public static PinnedAction UploadPagesArtifact { get; } = new("actions/upload-pages-artifact", "v5.0.0", "fc324d3547104276b827a68afc52ff2a11cc49c9");

    /// <summary>Publishes the packed folder.</summary>
    public static PinnedAction DeployPages { get; } = new("actions/deploy-pages", "v5.0.0", "cd2ce8fcbc39b97be8ca5fce6e763baed58fa128");

    /// <summary>Makes a token of a GitHub App, whose pushes and pull requests start workflows.</summary>
    public static PinnedAction CreateGitHubAppToken { get; } = new("actions/create-github-app-token", "v3.1.1", "1b10c78c7865c340bc4f6099eb2f838309f1e8c3");

    /// <summary>All of them, in the order above.</summary>
    public static IReadOnlyList<PinnedAction> All { get; } =
        [Checkout, SetupDotnet, Cache, CacheRestore, CacheSave, UploadArtifact, DownloadArtifact, UploadPagesArtifact, DeployPages, CreateGitHubAppToken];
}
