using MLOpsBuild.Content;
using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Pipelines.Tests.Fixtures;

/// <summary>A store, its cache, and steps that write texts.</summary>
internal sealed class Bench : IDisposable
{
    private readonly TempFolder _folder = new();

    public Bench() => (Store, Cache) = Open();

    public ContentStore Store { get; }

    public StepCache Cache { get; }

    public string CacheFolder => _folder["cache"];

    /// <summary>A second look at the same folders, as another process has.</summary>
    public (ContentStore Store, StepCache Cache) Open()
    {
        var store = new ContentStore(_folder["store"]);
        return (store, new StepCache(CacheFolder, store));
    }

    public StepRunner Runner(params IEnumerable<Step> steps) => Runner(new StepRunOptions { Pipeline = "p", Run = "run-1", Threads = 2 }, steps);

    public StepRunner Runner(StepRunOptions options, params IEnumerable<Step> steps)
    {
        var runner = new StepRunner(Store, Cache, options);
        runner.Add(steps);
        return runner;
    }

    public static Artifact<string> Out(string step) => new(step);

    /// <summary>A step that joins what it reads with its own name.</summary>
    public static Step Text(string name, Action<string>? ran = null, params string[] reads) => new()
    {
        Name = name,
        Inputs = [.. reads.Select(read => new StepInput(read, Out(read), null))],
        Execute = (context, _) =>
        {
            ran?.Invoke(name);
            context.WriteJson(Out(name), string.Join('+', [.. reads.Select(read => context.ReadJson(Out(read))), name]));
            return Task.CompletedTask;
        },
    };

    /// <summary>A step with work of its own.</summary>
    public static Step Doing(string name, Func<CancellationToken, Task> work, params string[] reads) => new()
    {
        Name = name,
        Inputs = [.. reads.Select(read => new StepInput(read, Out(read), null))],
        Execute = async (context, stop) =>
        {
            await work(stop);
            context.WriteJson(Out(name), name);
        },
    };

    public void Dispose() => _folder.Dispose();
}
