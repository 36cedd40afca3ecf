using System.Globalization;

namespace MLOpsBuild.Tests;

/// <summary>What reading one small, damaged input may cost: a reader that believes a number in it and takes memory for it, or never ends, is found by name.</summary>
internal sealed class FuzzLimits : IDisposable
{
    private const long MostBytes = 64 << 20;
    private static readonly TimeSpan Forever = TimeSpan.FromMinutes(2);

    private readonly Timer _watch;
    private volatile string _input = "";

    public FuzzLimits() => _watch = new Timer(_ => Environment.FailFast($"A reader does not come back from {_input}"));

    /// <summary>Reads one input on this thread.</summary>
    public void Run(int number, ReadOnlySpan<byte> input, Action read)
    {
        _input = string.Create(CultureInfo.InvariantCulture, $"input {number}: {Convert.ToBase64String(input)}");
        _watch.Change(Forever, Timeout.InfiniteTimeSpan);
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            read();
        }
        finally
        {
            _watch.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(bytes <= MostBytes, $"{bytes} bytes were taken for {_input}");
        }
    }

    public void Dispose() => _watch.Dispose();
}
