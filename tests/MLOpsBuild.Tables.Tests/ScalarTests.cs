using System.Diagnostics;
using System.Runtime.Intrinsics;

namespace MLOpsBuild.Tables.Tests;

/// <summary>The same tests on a processor without vectors: this program again, with the runtime's switch.</summary>
public sealed class ScalarTests
{
    private const string Switch = "DOTNET_EnableHWIntrinsic";

    [Fact]
    public async Task Every_test_of_reading_holds_without_vectors_too()
    {
        if (Environment.GetEnvironmentVariable(Switch) == "0")
        {
            Assert.False(Vector128.IsHardwareAccelerated || Vector256.IsHardwareAccelerated);
            return;
        }

        var start = new ProcessStartInfo(Environment.ProcessPath!, [typeof(ScalarTests).Assembly.Location, "-noLogo", "-noColor"]) { RedirectStandardOutput = true };
        start.Environment[Switch] = "0";
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == 0, output);
    }
}
