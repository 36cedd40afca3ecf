using System.Text.Json.Nodes;

namespace MLOpsBuild.EndToEnd.Tests;

/// <summary>A search in shards on a real scheduler.</summary>
public sealed class SlurmTests
{
    [Theory]
    [InlineData("random", 8)]
    [InlineData("bayesian", 13)]
    public void Job_array_of_four_shards_merges_to_the_leaderboard_of_one_machine(string strategy, int trials)
    {
        using var cluster = new SlurmCluster();
        using var clone = new ScratchClone();
        // Fewer trees than the pipeline has: what is shown here is the scheduling.
        Narrow(clone);
        string[] search = ["tune", "flight-delay", "--strategy", strategy, "--trials", $"{trials}", "--set", "train.trees=20"];

        var script = clone.Mlops([.. search, "--emit", "slurm", "--shards", "4", "--quiet"]);
        Assert.True(script.ExitCode == 0, script.Output);
        File.WriteAllText(Path.Combine(clone.Folder, "tune.sh"), script.Output);
        var job = cluster.RunIn(clone.Folder, "sbatch", "--wait", "--parsable", "tune.sh");
        Assert.True(job.ExitCode == 0, $"{job.Output}\n{Logs(clone)}\n{cluster.Log()}");

        var logs = Directory.GetFiles(clone.Folder, "tune-flight-delay-*.log");
        Assert.Equal(4, logs.Length);
        var merged = Result(clone.Mlops([.. search, "--merge", "--json"]));
        Assert.Equal((0, trials, true), ((int)merged["computed"]!, (int)merged["found"]!, (bool)merged["isComplete"]!));

        using var other = new ScratchClone();
        Narrow(other);
        var whole = Result(other.Mlops([.. search, "--json"]));
        Assert.Equal((trials, 0), ((int)whole["computed"]!, (int)whole["found"]!));
        Assert.Equal((string)whole["board"]!, (string)merged["board"]!);
        Assert.True(JsonNode.DeepEquals(whole["leaderboard"], merged["leaderboard"]));
    }

    private static void Narrow(ScratchClone clone) => File.WriteAllText(
        Path.Combine(clone.Folder, "pipelines", "flight-delay", "search.json"),
        """
        {
          "version": 1,
          "parameters": {
            "train.depth": { "type": "integer", "from": 2, "to": 5 },
            "train.learningRate": { "type": "real", "from": 0.05, "to": 0.5, "scale": "log" }
          },
          "strategy": "random",
          "validation": { "folds": 2 }
        }
        """);

    private static JsonNode Result((int ExitCode, string Output) run)
    {
        Assert.True(run.ExitCode == 0, run.Output);
        return JsonNode.Parse(run.Output)!["result"]!;
    }

    private static string Logs(ScratchClone clone) => string.Join('\n', Directory.GetFiles(clone.Folder, "tune-*.log").Select(File.ReadAllText));
}
