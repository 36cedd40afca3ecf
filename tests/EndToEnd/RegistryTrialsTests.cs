using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace MLOpsBuild.EndToEnd.Tests;

/// <summary>Shards that share nothing but a real registry, as pods do.</summary>
public sealed class RegistryTrialsTests : IDisposable
{
    private static readonly string[] Search = ["tune", "flight-delay", "--strategy", "bayesian", "--trials", "12", "--json"];
    private readonly string _folder = Directory.CreateTempSubdirectory("mlops-trials-").FullName;

    [Fact]
    public async Task Shards_in_clones_of_their_own_meet_in_a_registry()
    {
        var port = FreePort();
        using var registry = Start(port);
        try
        {
            await Ready(port);
            var results = $"oci://127.0.0.1:{port}/trials";
            int[] computed = [Run("--shard", "1/2", "--results", results)["computed"]!.GetValue<int>(), Run("--shard", "2/2", "--results", results)["computed"]!.GetValue<int>()];
            // The first shard makes both halves of the first round, for there is nobody else yet; the second finds them.
            Assert.Equal([11, 1], computed);
            var merged = Run("--merge", "--results", results);
            Assert.Equal((0, 12), ((int)merged["computed"]!, (int)merged["found"]!));
            Assert.Equal((string)Run()["board"]!, (string)merged["board"]!);
        }
        finally
        {
            registry.Kill();
            registry.WaitForExit();
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>One machine's call: a clone that has nothing yet.</summary>
    private static JsonNode Run(params string[] options)
    {
        using var clone = new ScratchClone();
        SlurmTests.Narrow(clone);
        var (exitCode, output) = clone.Mlops([.. Search, "--set", "train.trees=20", .. options]);
        Assert.True(exitCode == 0, output);
        return JsonNode.Parse(output)!["result"]!;
    }

    private Process Start(int port)
    {
        var program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, "docker-registry")).FirstOrDefault(File.Exists);
        if (program is null)
        {
            if (Environment.GetEnvironmentVariable("MLOPS_REQUIRE_PEERS") == "1") Assert.Fail("docker-registry is not installed.");
            Assert.Skip("docker-registry is not installed.");
        }

        File.WriteAllText(Path.Combine(_folder, "config.yml"), $$"""
            version: 0.1
            log:
              level: error
              accesslog: {disabled: true}
            storage:
              filesystem:
                rootdirectory: {{Path.Combine(_folder, "data")}}
            http:
              addr: 127.0.0.1:{{port}}
              secret: abc

            """);
        var process = Process.Start(new ProcessStartInfo(program!, ["serve", Path.Combine(_folder, "config.yml")]) { RedirectStandardError = true })!;
        // It calls every blob that is not there an error.
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task Ready(int port)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException) when (attempt < 200)
            {
                await Task.Delay(25);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
