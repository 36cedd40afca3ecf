using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

/// <summary>What a whole process took.</summary>
/// <param name="Seconds">By the clock.</param>
/// <param name="Processor">User and system time, of its own children too.</param>
/// <param name="Megabytes">The most memory that was resident.</param>
/// <param name="ExitCode">How it ended.</param>
internal readonly record struct Cost(double Seconds, double Processor, double Megabytes, int ExitCode);

/// <summary>Runs processes to their end and takes their costs.</summary>
internal static partial class Measuring
{
    public static Cost Run(string program, IEnumerable<string> arguments, string? folder = null, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, WorkingDirectory = folder ?? "" };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var before = OfChildren();
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var peak = 0L;
        var reading = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        while (!process.WaitForExit(5)) peak = Math.Max(peak, Peak(process.Id));
        process.WaitForExit();
        var seconds = watch.Elapsed.TotalSeconds;
        reading.GetAwaiter().GetResult();
        return new Cost(seconds, OfChildren() - before, peak / 1024.0, process.ExitCode);
    }

    /// <summary>This program again, as a process of its own.</summary>
    public static Cost Self(params string[] arguments) => Run(Environment.ProcessPath!, [typeof(Measuring).Assembly.Location, .. arguments]);

    /// <summary>The load of the machine over the last minute.</summary>
    public static string Load => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    public static string Machine
    {
        get
        {
            var model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(": ")[1] ?? "unknown";
            return $"{Environment.ProcessorCount} cores of {model}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture}";
        }
    }

    /// <summary>The kernel's own record, so that a last sample shortly before the end is enough.</summary>
    private static long Peak(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.AsSpan(6, line.Length - 8), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0; // it has just ended
        }
    }

    private static double OfChildren()
    {
        var usage = default(Usage);
        if (GetUsage(-1, ref usage) != 0) throw new InvalidOperationException("getrusage failed");
        return usage.UserSeconds + usage.SystemSeconds + ((usage.UserMicroseconds + usage.SystemMicroseconds) / 1e6);
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetUsage(int who, ref Usage usage);

    [StructLayout(LayoutKind.Sequential, Size = 144)]
    private struct Usage
    {
        public long UserSeconds;
        public long UserMicroseconds;
        public long SystemSeconds;
        public long SystemMicroseconds;
    }
}
