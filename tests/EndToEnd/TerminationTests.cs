using System.Diagnostics;
using System.Globalization;

namespace MLOpsBuild.EndToEnd.Tests;

public sealed class TerminationTests
{
    [Fact]
    public async Task Build_that_is_told_to_end_ends_the_target_in_hand_and_its_programs()
    {
        using var clone = new ScratchClone();
        using var build = Process.Start(new ProcessStartInfo("bash", ["build.sh", "FeatureTests", "--no-cache"]) { WorkingDirectory = clone.Folder, RedirectStandardOutput = true })!;
        var output = build.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        while (!IsTesting(build.Id))
        {
            Assert.False(build.HasExited, "The build ended before its target's program was seen.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        ScratchClone.Run("kill", clone.Folder, "-TERM", build.Id.ToString(CultureInfo.InvariantCulture));
        await build.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(130, build.ExitCode);
        Assert.Matches("FeatureTests +Aborted", await output);
        Assert.NotEqual(0, ScratchClone.Run("pgrep", clone.Folder, "-f", $"{clone.Folder}.*FlightDelay.Tests.dll").ExitCode);
    }

    // The shell becomes the build itself, whose child the tests are.
    private static bool IsTesting(int build) =>
        ScratchClone.Run("pgrep", "/", "-P", build.ToString(CultureInfo.InvariantCulture), "-f", "FlightDelay.Tests.dll").ExitCode == 0;
}
