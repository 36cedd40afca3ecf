using System.Diagnostics;
using System.Globalization;
using MLOpsBuild.Cli.Tests.Commands;
using MLOpsBuild.Content.Chunking;

namespace MLOpsBuild.Cli.Tests.Processes;

/// <summary>Commands that are killed at any instant. <c>MLOPS_KILLS</c> sets how many, for more than a build has time for.</summary>
public sealed class KillTests : IDisposable
{
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("MLOPS_KILLS") ?? "12", CultureInfo.InvariantCulture);
    private readonly ScratchRepository _repository = new();

    [Fact]
    [Trait("Repeats", "Kills")]
    public async Task Killed_at_any_instant_the_store_verifies_and_the_next_run_completes()
    {
        _repository.Write("2024-03.csv", DataSetTests.Large(3));
        using (var git = Process.Start("git", ["-C", _repository.Root, "init", "-q"])) await git.WaitForExitAsync(TestContext.Current.CancellationToken);
        var locked = _repository.Lock;
        var random = new Random(20260302);
        string[][] commands = [["data", "add", "orders", "2024-03.csv"], ["data", "push"], ["data", "pull"], ["data", "gc", "--delete", "--older-than", "0"]];
        var spans = new double[commands.Length];
        for (var i = 0; i < Kills; i++)
        {
            var kind = i % commands.Length;
            Prepare(commands[kind][1], locked);
            var span = spans[kind] == 0 ? 1500 : spans[kind];
            using var worker = Worker.Start(_repository.Root, commands[kind]);
            await worker.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            var watch = Stopwatch.StartNew();
            await Task.WhenAny(worker.WaitForExitAsync(TestContext.Current.CancellationToken), Task.Delay(TimeSpan.FromMilliseconds(random.NextDouble() * span), TestContext.Current.CancellationToken));
            spans[kind] = worker.HasExited ? watch.Elapsed.TotalMilliseconds : span * 1.1;
            worker.Kill();
            await worker.WaitForExitAsync(TestContext.Current.CancellationToken);

            Assert.Empty(_repository.Workspace.Store.Verify());
            Assert.Empty(_repository.Remote.Verify());
            Assert.All(_repository.Remote.Tags(), t => Assert.All(_repository.Remote.GetManifest(t.Descriptor.Digest).Layers, l => Assert.True(_repository.Remote.Contains(l.Digest))));
            var again = _repository.Run(commands[kind]);
            Assert.True(again.ExitCode == 0, $"{string.Join(' ', commands[kind])}: {again.Error}");
            Assert.Equal(0, _repository.Run("data", "pull").ExitCode);
            Assert.Equal(0, _repository.Run("data", "verify").ExitCode);
            Assert.All(_repository.Lock.Datasets["orders"].Partitions, p => Assert.True(ChunkedFile.Contains(_repository.Workspace.Store, p.Digest)));
        }
    }

    /// <summary>Gives the command something to do.</summary>
    private void Prepare(string command, Data.DataLock locked)
    {
        if (command == "add") locked.Save(_repository.PathOf("data.lock.json"));
        if (command == "push") Directory.Delete(_repository.PathOf("remote"), recursive: true);
        if (command == "pull") Directory.Delete(_repository.PathOf(".mlops"), recursive: true);
        if (command == "gc") for (var i = 0; i < 200; i++) _repository.Workspace.Store.Put(BitConverter.GetBytes(i));
    }

    public void Dispose() => _repository.Dispose();
}
