using System.Globalization;
using System.Text.Json.Nodes;

namespace MLOpsBuild.Cli.Tests.Multiclass;

/// <summary>A repository with the pipeline of wines: 178 real ones (UCI), the odd rows as January and the even rows as February, six a day. Nothing of them is locked yet.</summary>
internal sealed class WineRepository : IDisposable
{
    private static readonly string[] Cultivars = ["barolo", "grignolino", "barbera"];

    public WineRepository()
    {
        Scratch.Write("pipelines/wine-cultivar/parameters.json", """{ "training": "2024-01", "evaluation": "2024-02", "trees": 30 }""");
        Scratch.Write("pipelines/wine-cultivar/gates.json", """
            {
              "version": 1,
              "predictionTarget": { "accuracy": { "min": 0.9 }, "log-loss": { "max": 0.4 }, "f1-macro": { "min": 0.9 } },
              "convergence": { "gainOverPrior": 0.5, "lossOverLinear": 0.3, "overfitLoss": 0.05, "overfitRows": 32, "shuffledSkill": 0.3, "resamples": 2, "spread": 0.5, "trainTestGap": 0.4 },
              "snapshot": { "metrics": { "log-loss": { "kind": "sampling", "margin": 0.05 }, "balanced-accuracy": { "kind": "absolute", "margin": 0.02 } }, "slices": { "accuracy": { "kind": "sampling", "margin": 0.1 } } },
              "load": { "ratePerSecond": 20, "seconds": 1, "p99Milliseconds": 1000, "errorRate": 0 }
            }
            """);
        var lines = File.ReadAllLines(TestFile("boosting/wine.csv"));
        string[] header = [.. lines[0].Split(',').SkipLast(1).Select(name => name.Contains('/', StringComparison.Ordinal) ? "dilution" : name)];
        var columns = string.Join(", ", header.Select(name => $$"""
            "{{name}}": { "type": "number" }
            """));
        Scratch.Write("pipelines/wine-cultivar/schema.json", $$"""
            { "version": 1, "time": "time", "block": "day", "columns": { "time": { "type": "time" }, {{columns}}, "cultivar": { "type": "text" } },
              "rules": { "alcohol.range": { "kind": "range", "column": "alcohol", "min": 5, "max": 20 } } }
            """);
        foreach (var month in new[] { 1, 2 }) Scratch.Write($"incoming/2024-0{month}.csv", Month(month, header, lines[1..]));
        var path = Scratch.PathOf("data.lock.json");
        var locked = JsonNode.Parse(File.ReadAllText(path))!;
        locked["datasets"]!["wines"] = new JsonObject { ["format"] = "csv", ["schema"] = "pipelines/wine-cultivar/schema.json", ["partitions"] = new JsonArray() };
        File.WriteAllText(path, locked.ToJsonString());
    }

    public ScratchRepository Scratch { get; } = new() { Pipelines = [new WinePipeline()] };

    public void Dispose() => Scratch.Dispose();

    private static string Month(int month, string[] header, string[] rows)
    {
        var chosen = rows.Where((_, i) => i % 2 == month - 1).Select((row, i) =>
        {
            var time = new DateTime(2024, month, 1 + i / 6, 8 + i % 6, 0, 0).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
            var cut = row.LastIndexOf(',');
            return $"{time},{row[..cut]},{Cultivars[int.Parse(row[(cut + 1)..], CultureInfo.InvariantCulture)]}\n";
        });
        return $"time,{string.Join(',', header)},cultivar\n{string.Concat(chosen)}";
    }

    private static string TestFile(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!Directory.Exists(Path.Combine(folder.FullName, "tests", "testdata"))) folder = folder.Parent!;
        return Path.Combine(folder.FullName, "tests", "testdata", name);
    }
}
