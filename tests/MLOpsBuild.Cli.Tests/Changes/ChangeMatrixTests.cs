using System.Text;
using MLOpsBuild.Data;
using MLOpsBuild.Data.Validation;
using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Cli.Tests.Changes;

/// <summary>After each kind of change exactly the steps run that it concerns, each with the one cause; the pipeline is compiled anew where its source changes.</summary>
public sealed class ChangeMatrixTests(FirstRun first) : IClassFixture<FirstRun>, IDisposable
{
    private static readonly string[] All = ["evaluate", "features@2024-01", "features@2024-02", "train", "validate@2024-01", "validate@2024-02"];
    private static readonly string[] Featured = ["evaluate", "features@2024-01", "features@2024-02", "train"];
    private readonly ScratchRepository _repository = first.Copy();

    public static TheoryData<string, string[], string> Changes => new()
    {
        { "nothing", [], "" },
        { "another folder", [], "" },
        { "an empty commit", [], "" },
        { "the later partition", ["evaluate", "features@2024-02", "validate@2024-02"], "features@2024-02: input 2024-02 " },
        { "the earlier partition", ["evaluate", "features@2024-01", "train", "validate@2024-01", "validate@2024-02"], "train: input features@2024-01 " },
        { "a parameter", ["evaluate", "train"], "train: parameter trees 10 → 12" },
        { "the seed", ["evaluate", "train"], "train: parameter seed 1 → 2" },
        { "the toolchain", All, "train: toolchain .NET 10.0.0 → .NET 10.0.1" },
    };

    /// <summary>What stands in the source before, what after, what runs, and what it says of the first features.</summary>
    public static TheoryData<string, string, string, string[], string> Edits => new()
    {
        { "a comment", "// How heavy an order is.", "// How heavy an order is,\n    // in kilograms.", [], "" },
        { "formatting", "return size * 0.03125;", "return size\n\n            *    0.03125;", [], "" },
        { "a local's name", "contents", "inside", [], "" },
        { "a method that nothing calls", "size * 7.0", "size * 8.0", [], "" },
        { "the body", "size * 2.0", "size * 3.0", Featured, "OrderFeatures.Weight" },
        { "the body, with the same result", "var contents = size * 2.0;", "var contents = size + (double)size;", ["features@2024-01", "features@2024-02"], "OrderFeatures.Weight" },
        { "a constant", "Box = 0.25", "Box = 0.75", Featured, "OrderFeatures.Weight" },
        { "a lambda in a method that is called", "s => s * 0.125", "s => s * 0.375", Featured, "a lambda in OrderFeatures.Padding" },
        { "a local function", "foam + 0.0625", "foam + 0.1875", Featured, "OrderFeatures.Padding.Folded" },
        { "an iterator", "layer * 0.5", "layer * 1.5", Featured, "OrderFeatures.Layers" },
        { "an async method", "size * 0.03125", "size * 0.09375", Featured, "OrderFeatures.LabelLater" },
        { "a generic method", "other + T.One", "other + T.One + T.One", Featured, "OrderFeatures.Larger" },
        { "an interface's default", "Empty() + 1", "Empty() + 3", Featured, "IScale.Tare" },
        { "a type behind an interface", "Empty() => 2", "Empty() => 4", Featured, "Scale.Spring.Empty" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task After_a_change_exactly_the_steps_run_that_it_concerns(string change, string[] expected, string cause)
    {
        Assert.Equal(All, Ran(first.Steps));

        var after = await ApplyAsync(change);

        Assert.Equal(expected, Ran(after));
        if (cause.Length > 0) Assert.Contains(after, s => $"{s.Name}: {s.Why}".StartsWith(cause, StringComparison.Ordinal));
        Assert.All(after.Where(s => s.Cached), s => Assert.StartsWith("hit, from run ", s.Why, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Edits))]
    public async Task After_an_edit_exactly_the_steps_run_that_reach_it(string edit, string before, string after, string[] expected, string changed)
    {
        Assert.True(CompiledPipeline.Source.Contains(before, StringComparison.Ordinal), $"The source has nothing of {edit}.");
        var source = CompiledPipeline.Source.Replace(before, after, StringComparison.Ordinal);
        var pipeline = CompiledPipeline.Of(source, _repository.PathOf("edited"));

        var steps = await FirstRun.RunAsync(_repository.Root, pipeline, FirstRun.Toolchain);

        Assert.Equal(expected, Ran(steps));
        if (changed.Length > 0) Assert.Equal($"code changed in Returns.cs: {changed}", steps.Single(s => s.Name == "features@2024-01").Why);
    }

    public void Dispose() => _repository.Dispose();

    private async Task<IReadOnlyList<StepRun>> ApplyAsync(string change)
    {
        var (root, toolchain) = (_repository.Root, FirstRun.Toolchain);
        switch (change)
        {
            case "another folder": Directory.Move(root, root = root + "-moved"); break;
            case "an empty commit": GitRepositoryOf.Git(_repository, "init", "-q"); GitRepositoryOf.Git(_repository, "-c", "user.name=T", "-c", "user.email=t@example.com", "commit", "-q", "--allow-empty", "-m", "Nothing"); break;
            case "the later partition": Change(2); break;
            case "the earlier partition": Change(1); break;
            case "a parameter": FirstRun.Parameters(_repository, trees: 12, seed: 1); break;
            case "the seed": FirstRun.Parameters(_repository, trees: 10, seed: 2); break;
            case "the toolchain": toolchain = ".NET 10.0.1"; break;
        }

        try
        {
            return await FirstRun.RunAsync(root, first.Pipeline, toolchain);
        }
        finally
        {
            if (root != _repository.Root) Directory.Move(root, _repository.Root);
        }
    }

    private static string[] Ran(IEnumerable<StepRun> steps) => [.. steps.Where(s => !s.Cached).Select(s => s.Name).Order(StringComparer.Ordinal)];

    /// <summary>One order of a month was another one.</summary>
    private void Change(int month)
    {
        var text = ScratchRepository.Month(month);
        var first = text.IndexOf('\n', StringComparison.Ordinal) + 1;
        var line = text[first..text.IndexOf('\n', first)];
        var bytes = Encoding.UTF8.GetBytes(text.Replace(line, line[..line.LastIndexOf(',')] + ",9", StringComparison.Ordinal));
        var read = Validator.Read(DatasetSchema.Load(_repository.PathOf("pipelines/orders-late/schema.json")), bytes, "orders.csv", []);
        var changed = Partition.Of($"2024-0{month}", bytes, read.Table, "time");
        _repository.Workspace.Store.Put(bytes);
        var orders = _repository.Lock.Datasets["orders"];
        _repository.Lock.WithDataset("orders", orders with { Partitions = [.. orders.Partitions.Select(p => p.Name == changed.Name ? changed : p)] }).Save(_repository.PathOf("data.lock.json"));
    }
}
