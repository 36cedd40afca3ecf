namespace MLOpsBuild.EndToEnd.Tests;

public sealed class ChaosTests
{
    [Fact]
    public void Killed_twice_at_random_moments_the_next_run_gives_the_same_package()
    {
        using var clone = new ScratchClone();
        var (exitCode, output) = clone.Build("Chaos", "--kills", "2");
        Assert.True(exitCode == 0, output);
        Assert.Contains("kill 2 of 2", output, StringComparison.Ordinal);
    }
}
