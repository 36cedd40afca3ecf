using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using MLOpsBuild.Cli.Commands;
using MLOpsBuild.Cli.Output;
using MLOpsBuild.Content;
using MLOpsBuild.Data;
using MLOpsBuild.Data.Validation;
using MLOpsBuild.Pipelines;
using MLOpsBuild.Pipelines.Definition;

namespace MLOpsBuild.Cli.Tests;

/// <summary>What a command line did.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error)
{
    public JsonNode Json => JsonNode.Parse(Output)!;

    public JsonNode Result => Json["result"]!;
}

/// <summary>A repository of its own in a temporary folder, with two locked months of orders at its data remote.</summary>
internal sealed class ScratchRepository : IDisposable
{
    public ScratchRepository(bool pulled = true)
    {
        Directory.CreateDirectory(Path.Combine(Root, ".nuke"));
        Write("mlops.json", """{ "version": 1, "dataRemote": "remote", "registry": "registry" }""");
        Write("pipelines/orders-late/parameters.json", """{ "training": "2024-01", "evaluation": "2024-02", "l2": 1 }""");
        Write("pipelines/orders-late/gates.json", Gates);
        Write("pipelines/orders-late/schema.json", Schema);
        var remote = new ContentStore(Path.Combine(Root, "remote"));
        var locked = DataLock.Empty.WithDataset("orders", new LockedDataset("csv", "pipelines/orders-late/schema.json", []));
        foreach (var month in new[] { 1, 2 })
        {
            var bytes = Encoding.UTF8.GetBytes(Month(month));
            var read = Validator.Read(DatasetSchema.Load(PathOf("pipelines/orders-late/schema.json")), bytes, "orders.csv", []);
            var partition = Partition.Of($"2024-0{month}", bytes, read.Table, "time");
            locked = locked.WithPartition("orders", partition);
            var layer = new Descriptor("text/csv", remote.Put(bytes), bytes.Length);
            remote.PutManifest(new OciManifest { ArtifactType = "text/csv", Config = Descriptor.Empty, Layers = [layer] }, PartitionTag.Of("orders", partition.Name));
            if (pulled) Workspace.Store.Put(bytes);
        }

        locked.Save(PathOf("data.lock.json"));
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("mlops-cli-").FullName;

    public Workspace Workspace => new(Root);

    public ContentStore Remote => new(PathOf("remote"));

    public DataLock Lock => DataLock.Load(PathOf("data.lock.json"));

    public FakeOperations? Operations { get; init; }

    /// <summary>The environment variables of commands; null for those of the tests.</summary>
    public Dictionary<string, string>? Variables { get; init; }

    public IReadOnlyList<IPipeline> Pipelines { get; init; } = [new OrdersPipeline()];

    private static string Gates => """
        {
          "version": 1,
          "predictionTarget": { "rmse": { "max": 100 } },
          "convergence": { "gainOverPrior": 0, "lossOverLinear": 1, "overfitLoss": 1, "overfitRows": 16, "shuffledSkill": 1, "resamples": 2, "spread": 1, "trainTestGap": 1 },
          "snapshot": { "metrics": { "rmse": { "kind": "sampling", "margin": 0.01 } }, "slices": {} },
          "load": { "ratePerSecond": 1, "seconds": 1, "p99Milliseconds": 1000, "errorRate": 0 }
        }
        """;

    private static string Schema => """
        {
          "version": 1,
          "time": "time",
          "block": "day",
          "columns": { "time": { "type": "time" }, "shop": { "type": "text" }, "size": { "type": "integer" }, "late": { "type": "integer" } },
          "rules": { "size.range": { "kind": "range", "column": "size", "min": 1, "max": 100 } }
        }
        """;

    /// <summary>A month of orders, six a day: large ones are later.</summary>
    public static string Month(int month, int days = 28)
    {
        var text = new StringBuilder("time,shop,size,late\n");
        for (var i = 0; i < days * 6; i++)
        {
            var time = new DateTime(2024, month, 1 + (i / 6), 8 + (i % 6), 0, 0);
            var size = 1 + (i * 7 % 10);
            var late = (size * 3) + (i % 5);
            text.Append(CultureInfo.InvariantCulture, $"{time:yyyy-MM-dd HH:mm},{(i % 3 == 0 ? "north" : "south")},{size},{late}\n");
        }

        return text.ToString();
    }

    public string PathOf(string path) => Path.Combine(Root, path);

    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllText(PathOf(path), text);
    }

    public CommandResult Run(params string[] arguments) => RunIn(Root, arguments);

    public CommandResult RunIn(string folder, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var settings = new CommandSettings { Folder = folder, Pipelines = Pipelines, Terminal = new Terminal(output, error, TerminalSettings.Redirected) };
        if (Variables is { } variables) settings = settings with { Variable = name => variables.GetValueOrDefault(name) };
        if (Operations is { } operations) settings = settings with { Operations = operations };
        var exitCode = new CommandHost(settings).RunAsync(arguments, TestContext.Current.CancellationToken).GetAwaiter().GetResult();
        return new CommandResult(exitCode, output.ToString(), error.ToString());
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
