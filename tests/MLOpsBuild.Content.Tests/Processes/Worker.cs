using System.Diagnostics;
using System.Runtime.CompilerServices;
using MLOpsBuild.Content.Chunking;
using MLOpsBuild.Content.Collecting;

namespace MLOpsBuild.Content.Tests.Processes;

/// <summary>This test program as another process: with the variable set, it works on a store and never comes to its tests.</summary>
internal static class Worker
{
    private const string Variable = "MLOPS_CONTENT_TEST_WORKER";

    /// <summary>Starts work of a kind on a store, with a seed.</summary>
    public static Process Start(string kind, string store, int seed)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [typeof(Worker).Assembly.Location]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[Variable] = $"{kind}|{seed}|{store}";
        return Process.Start(start)!;
    }

    /// <summary>The file that workers of a seed put in chunks.</summary>
    public static byte[] Large(int seed) => [.. Seeded.Bytes(4_500_000, seed: 1), .. Seeded.Bytes(500_000, seed)];

#pragma warning disable CA2255 // the only place that runs before the test framework's own entry point
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void RunIfAsked()
    {
        if (Environment.GetEnvironmentVariable(Variable)?.Split('|', 3) is not [var kind, var seed, var store]) return;
        Console.WriteLine("working");
        Run(kind, int.Parse(seed), new ContentStore(store));
        Environment.Exit(0);
    }

    private static void Run(string kind, int seed, ContentStore store)
    {
        switch (kind)
        {
            case "put":
                for (var i = 0; i < 50; i++) store.Tag($"w{seed}.{i}", Some.Blob(store, $"shared {i}"));
                break;
            case "chunk":
                ChunkedFile.Put(store, new MemoryStream(Large(seed)), new ChunkSizes(8 * 1024, 32 * 1024, 128 * 1024));
                break;
            case "collect":
                for (var i = 0; i < 200; i++) store.Put(Some.Bytes($"loose {seed} {i}"));
                GarbageCollector.Collect(GarbageCollector.Plan(store, [], TimeSpan.FromDays(-1)));
                break;
            case "collect-old":
                for (var i = 0; i < 30; i++) GarbageCollector.Collect(GarbageCollector.Plan(store, [], TimeSpan.FromHours(1)));
                break;
        }
    }
}
