using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MLOpsBuild.EndToEnd.Tests;

/// <summary>A real Slurm of one node on this machine, with its keys, state and logs in a folder of its own and its daemons on loopback ports of their own.</summary>
internal sealed class SlurmCluster : IDisposable
{
    private static readonly string[] Programs = ["munged", "slurmctld", "slurmd", "sbatch", "sinfo", "scontrol"];
    private readonly string _folder = Directory.CreateTempSubdirectory("mlops-slurm-").FullName;

    /// <summary>Starts the daemons and waits until the node is idle.</summary>
    /// <remarks>Skips the test where Slurm is not installed or this user can not run it; fails it where peers are required.</remarks>
    public SlurmCluster()
    {
        if (Programs.FirstOrDefault(p => Find(p) is null) is { } missing) Missing($"{missing} is not installed (Debian: slurm-wlm and munge).");
        if (Environment.UserName != "root") Missing("Slurm's daemons run as root.");
        foreach (var inner in new[] { "munge", "state", "spool", "log" }) Directory.CreateDirectory(PathOf(inner));
        var key = new byte[1024];
        System.Security.Cryptography.RandomNumberGenerator.Fill(key);
        File.WriteAllBytes(PathOf("munge/munge.key"), key);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(PathOf("munge/munge.key"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
            // munged refuses to listen where other users could not reach it.
            File.SetUnixFileMode(_folder, File.GetUnixFileMode(_folder) | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        }

        File.WriteAllText(PathOf("slurm.conf"), Configuration());
        Must("munged", $"--socket={PathOf("munge/munge.sock")}", $"--key-file={PathOf("munge/munge.key")}", $"--pid-file={PathOf("munge/munged.pid")}", $"--log-file={PathOf("munge/munged.log")}", $"--seed-file={PathOf("munge/munged.seed")}", "--num-threads=2");
        Must("slurmctld", "-c");
        Must("slurmd");
        for (var attempt = 0; !Run("sinfo", "-h", "-o", "%T").Output.Contains("idle", StringComparison.Ordinal); attempt++)
        {
            Assert.True(attempt < 300, $"The node did not come up: {Log()}");
            Thread.Sleep(100);
        }
    }

    /// <summary>Runs one of Slurm's programs against this cluster.</summary>
    public (int ExitCode, string Output) Run(string program, params string[] arguments) => RunIn(_folder, program, arguments);

    /// <summary>The same in some folder.</summary>
    public (int ExitCode, string Output) RunIn(string folder, string program, params string[] arguments) =>
        ScratchClone.Run("env", folder, [$"SLURM_CONF={PathOf("slurm.conf")}", Find(program)!, .. arguments]);

    /// <summary>What the controller said, for messages.</summary>
    public string Log() => string.Join('\n', Directory.EnumerateFiles(PathOf("log")).Select(File.ReadAllText));

    public void Dispose()
    {
        Stop("slurmd.pid");
        Stop("slurmctld.pid");
        Stop("munge/munged.pid");
        Directory.Delete(_folder, recursive: true);
    }

    private string PathOf(string name) => Path.Combine(_folder, name);

    private void Must(string program, params string[] arguments)
    {
        var (exitCode, output) = Run(program, arguments);
        Assert.True(exitCode == 0, $"{program} ended with {exitCode}: {output}");
    }

    /// <summary>Ends a daemon that this cluster started, by the number that it wrote down, and waits for its end.</summary>
    private void Stop(string file)
    {
        if (!File.Exists(PathOf(file)) || !int.TryParse(File.ReadAllText(PathOf(file)), CultureInfo.InvariantCulture, out var id)) return;
        ScratchClone.Run("kill", _folder, $"{id}");
        for (var attempt = 0; attempt < 100 && Directory.Exists($"/proc/{id}"); attempt++) Thread.Sleep(50);
    }

    private string Configuration() => $"""
        ClusterName=test
        SlurmctldHost=localhost(127.0.0.1)
        SlurmUser=root
        SlurmdUser=root
        AuthType=auth/munge
        AuthInfo=socket={PathOf("munge/munge.sock")}
        CryptoType=crypto/munge
        SlurmctldPort={FreePort()}
        SlurmdPort={FreePort()}
        CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
        StateSaveLocation={PathOf("state")}
        SlurmdSpoolDir={PathOf("spool")}
        SlurmctldPidFile={PathOf("slurmctld.pid")}
        SlurmdPidFile={PathOf("slurmd.pid")}
        SlurmctldLogFile={PathOf("log/slurmctld.log")}
        SlurmdLogFile={PathOf("log/slurmd.log")}
        ProctrackType=proctrack/linuxproc
        TaskPlugin=task/none
        SwitchType=switch/none
        MpiDefault=none
        SchedulerType=sched/backfill
        SelectType=select/cons_tres
        SelectTypeParameters=CR_Core
        AccountingStorageType=accounting_storage/none
        JobAcctGatherType=jobacct_gather/none
        ReturnToService=2
        MinJobAge=300
        SlurmdParameters=config_overrides
        SchedulerParameters=sched_interval=1,bf_interval=1
        NodeName=localhost NodeHostname={Environment.MachineName.Split('.')[0]} NodeAddr=127.0.0.1 CPUs=2 RealMemory=2000 State=UNKNOWN
        PartitionName=debug Nodes=ALL Default=YES MaxTime=INFINITE State=UP

        """;

    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Concat(["/usr/sbin", "/sbin"])
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static void Missing(string reason)
    {
        if (Environment.GetEnvironmentVariable("MLOPS_REQUIRE_PEERS") == "1") Assert.Fail(reason);
        Assert.Skip(reason);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
