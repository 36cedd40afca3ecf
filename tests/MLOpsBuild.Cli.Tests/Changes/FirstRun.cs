using MLOpsBuild.Data;
using MLOpsBuild.Pipelines.Definition;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Cli.Tests.Changes;

/// <summary>A pipeline and what its first run left behind: compiled and run once for all changes, each of which begins with a copy.</summary>
public sealed class FirstRun : IDisposable
{
    public const string Toolchain = ".NET 10.0.0";

    private readonly ScratchRepository _repository = New();

    public FirstRun()
    {
        Pipeline = CompiledPipeline.Of(CompiledPipeline.Source, _repository.PathOf("compiled"));
        Steps = RunAsync(_repository.Root, Pipeline, Toolchain).GetAwaiter().GetResult();
    }

    /// <summary>The pipeline before any change.</summary>
    public IPipeline Pipeline { get; }

    /// <summary>What the first run did.</summary>
    public IReadOnlyList<StepRun> Steps { get; }

    /// <summary>The same checkout after that run, in a folder of its own.</summary>
    internal ScratchRepository Copy()
    {
        var copy = New();
        foreach (var file in Directory.GetFiles(_repository.PathOf(".mlops"), "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }))
        {
            var to = Path.Combine(copy.Root, Path.GetRelativePath(_repository.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to, overwrite: true);
        }

        return copy;
    }

    /// <summary>Brings everything up to date in a process's usual way.</summary>
    internal static async Task<IReadOnlyList<StepRun>> RunAsync(string root, IPipeline pipeline, string toolchain)
    {
        var workspace = new Pipelines.Workspace(root);
        using var run = new PipelineRun(pipeline, workspace, DataLock.Load(workspace.DataLockPath), new RunSettings { Time = TimeProvider.System, Threads = 2, Toolchain = toolchain });
        await run.UntilAsync(run.Release.All, TestContext.Current.CancellationToken);
        return run.Steps;
    }

    public void Dispose() => _repository.Dispose();

    private static ScratchRepository New()
    {
        var repository = new ScratchRepository();
        Parameters(repository, trees: 10, seed: 1);
        return repository;
    }

    internal static void Parameters(ScratchRepository repository, int trees, int seed) =>
        repository.Write("pipelines/orders-late/parameters.json", $$"""{ "training": "2024-01", "evaluation": "2024-02", "trees": {{trees}}, "seed": {{seed}} }""");
}
