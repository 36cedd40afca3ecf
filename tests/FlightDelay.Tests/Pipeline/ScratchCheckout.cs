using MLOpsBuild.Content;
using MLOpsBuild.Data;
using MLOpsBuild.Pipelines;
using MLOpsBuild.Pipelines.Runs;

namespace FlightDelay.Tests.Pipeline;

/// <summary>The repository's reviewed files in a folder of their own, with the sample data in its store.</summary>
internal sealed class ScratchCheckout : IDisposable
{
    private static readonly string Repository = Find();

    public ScratchCheckout()
    {
        Root = Directory.CreateTempSubdirectory("flight-delay-").FullName;
        Copy("data.lock.json");
        foreach (var name in new[] { "parameters.json", "gates.json", "schema.json" }) Copy(Path.Combine("pipelines", "flight-delay", name));
        Workspace = new Workspace(Root);
        var remote = new ContentStore(Path.Combine(Repository, "remotes", "sample"));
        foreach (var partition in Lock.Datasets["departures"].Partitions) Workspace.Store.PutFile(remote.PathOf(partition.Digest));
    }

    public string Root { get; }

    public Workspace Workspace { get; }

    public DataLock Lock => DataLock.Load(Workspace.DataLockPath);

    public PipelineRun Run(int threads = 2, params string[] overrides) => new(
        new FlightDelayPipeline(), Workspace, Lock, new RunSettings { Time = TimeProvider.System, Threads = threads, Overrides = overrides });

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private void Copy(string path)
    {
        var target = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(Path.Combine(Repository, path), target);
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!Directory.Exists(Path.Combine(folder.FullName, ".nuke"))) folder = folder.Parent ?? throw new DirectoryNotFoundException("No .nuke folder is above the tests.");
        return folder.FullName;
    }
}
