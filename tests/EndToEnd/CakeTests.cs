namespace MLOpsBuild.EndToEnd.Tests;

/// <summary>A team's own build script in Cake calls the same operations as the targets.</summary>
public sealed class CakeTests
{
    [Fact]
    public void Cake_script_evaluates_the_model_that_the_targets_build()
    {
        using var clone = new ScratchClone();
        var (restored, output) = ScratchClone.Run("dotnet", clone.Folder, "tool", "restore");
        if (restored != 0) Missing($"Cake.Tool cannot be restored: {output}");
        var (exitCode, said) = ScratchClone.Run("dotnet", clone.Folder, "cake", "samples/cake/build.cake", "--target=Evaluate");
        Assert.True(exitCode == 0, said);
        var locked = File.ReadAllText(Path.Combine(clone.Folder, "pipelines", "flight-delay", "pipeline.lock.json"));
        var model = locked.Split("\"model\": \"")[1].Split('"')[0];
        Assert.Contains($"model {model}", said, StringComparison.Ordinal);
    }

    private static void Missing(string reason)
    {
        if (Environment.GetEnvironmentVariable("MLOPS_REQUIRE_PEERS") == "1") Assert.Fail(reason);
        Assert.Skip(reason);
    }
}
