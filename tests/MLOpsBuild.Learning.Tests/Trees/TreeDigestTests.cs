using System.Diagnostics;
using System.Security.Cryptography;
using MLOpsBuild.Learning.Trees;

namespace MLOpsBuild.Learning.Tests.Trees;

/// <summary>One small model of each kind, by the digest of its bytes: the same on every machine, with any number of threads, with vector instructions or not.</summary>
[Trait("Holds", "Digest")]
public sealed class TreeDigestTests
{
    public static TheoryData<string, string> Digests => new()
    {
        { "squared", "d6a17e692496e1fc" },
        { "absolute", "d9f58eb4796ead81" },
        { "huber", "3e677fc4b852605f" },
        { "quantile", "433ded29017e7cd6" },
        { "poisson", "eb4b87092cb164ee" },
        { "binary", "cfc578f2d0cf2fc1" },
        { "multiclass", "3d3d6cbec0576775" },
        { "ranking", "65231637e272927a" },
        { "leaf-wise", "73cb69ced513ef02" },
        { "random-forest", "5ffc688745a24508" },
        { "extra-trees", "5e5acd7b08147c2f" },
        { "isolation-forest", "5b84d8313d252e47" },
    };

    [Theory]
    [MemberData(nameof(Digests))]
    public void Model_has_its_digest_on_any_number_of_threads(string kind, string digest)
    {
        foreach (var threads in new[] { 1, 2, 3, 8 })
        {
            var model = Make(kind, threads);
            Assert.Equal(digest, Digest(TestData.BytesOf(model)));
            Assert.Equal(digest, Digest(TestData.BytesOf(TestData.Read(TestData.BytesOf(model)))));
        }
    }

    [Fact]
    public void Models_have_their_digests_without_vector_instructions()
    {
        if (Environment.GetEnvironmentVariable("DOTNET_EnableHWIntrinsic") == "0") Assert.Skip("This is the process without them.");
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        foreach (var argument in new[] { typeof(TreeDigestTests).Assembly.Location, "-noColor", "-class", typeof(TreeDigestTests).FullName! }) start.ArgumentList.Add(argument);
        start.Environment["DOTNET_EnableHWIntrinsic"] = "0";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        Assert.True(process.ExitCode == 0, output);
        Assert.Contains("Failed: 0", output, StringComparison.Ordinal);
    }

    private static string Digest(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..16];

    private static ITrainedModel Make(string kind, int threads)
    {
        var options = new BoostedTreesOptions { Trees = 6, Depth = 4, MinChildWeight = 1, LearningRate = 0.3, RowShare = 0.8, Task = LearningTask.Regression };
        // More rows than one block and one chunk have.
        BoostedTrees Boosted(RegressionLoss loss) => new(options with { Loss = loss, Categories = loss == RegressionLoss.Squared ? CategoryTreatment.Encoded : CategoryTreatment.Native });
        BoostedTrees Task(LearningTask task) => new(options with { Task = task, RowShare = 1 });
        (ITrainer trainer, LearningTask of) = kind switch
        {
            "squared" => (Boosted(RegressionLoss.Squared), LearningTask.Regression),
            "absolute" => (Boosted(RegressionLoss.Absolute), LearningTask.Regression),
            "huber" => (Boosted(RegressionLoss.Huber), LearningTask.Regression),
            "quantile" => (Boosted(RegressionLoss.Quantile), LearningTask.Regression),
            "poisson" => (Boosted(RegressionLoss.Poisson), LearningTask.Multiclass),
            "binary" => (Task(LearningTask.Binary), LearningTask.Binary),
            "multiclass" => (Task(LearningTask.Multiclass), LearningTask.Multiclass),
            "ranking" => (Task(LearningTask.Ranking), LearningTask.Ranking),
            "leaf-wise" => (new BoostedTrees(options with { Growth = TreeGrowth.LeafWise, Depth = 10, L1 = 0.5, FeatureShare = 0.75 }), LearningTask.Regression),
            "random-forest" => (new RandomForest(new ForestOptions { Trees = 4, MinLeafWeight = 20 }), LearningTask.Binary),
            "extra-trees" => ((ITrainer)new ExtraTrees(new ForestOptions { Trees = 4, MinLeafWeight = 20, Task = LearningTask.Multiclass }), LearningTask.Multiclass),
            _ => (new IsolationForest(new IsolationForestOptions { Trees = 10 }), LearningTask.Binary),
        };
        return TreeData.Train(trainer, TreeData.Make(20_000, of), threads);
    }
}
