using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using MLOpsBuild.Pipelines.Tests.Fixtures;

namespace MLOpsBuild.Pipelines.Tests.Code;

/// <summary>One source file compiled twice, before and after a change in each of its classes: names stay what they are, as in a real edit.</summary>
public sealed class CompiledPairs : IDisposable
{
    private readonly TempFolder _folder = new();

    public CompiledPairs()
    {
        Before = Compile("before", []);
        After = Compile("after", ["-define:AFTER"]);
    }

    public Assembly Before { get; }

    public Assembly After { get; }

    public void Dispose() => _folder.Dispose();

    private Assembly Compile(string name, string[] options)
    {
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var sdks = Path.GetFullPath(Path.Combine(runtime, "..", "..", "..", "sdk"));
        var compiler = Directory.EnumerateFiles(sdks, "csc.dll", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Last();
        var output = _folder[$"{name}/MLOpsBuild.Pairs.dll"];
        Directory.CreateDirectory(Path.GetDirectoryName(output)!);
        string[] arguments =
        [
            compiler, "-noconfig", "-nologo", "-optimize", "-deterministic", "-target:library", "-langversion:14", $"-out:{output}", .. options,
            .. Directory.EnumerateFiles(runtime, "System*.dll").Select(dll => $"-r:{dll}"),
            Path.Combine(AppContext.BaseDirectory, "Pairs.cs"),
        ];
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardOutput = true })!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, said);
        return new AssemblyLoadContext(name).LoadFromAssemblyPath(output);
    }
}
