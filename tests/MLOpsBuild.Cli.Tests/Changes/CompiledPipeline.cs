using System.Diagnostics;
using System.Runtime.Loader;
using MLOpsBuild.Pipelines.Definition;

namespace MLOpsBuild.Cli.Tests.Changes;

/// <summary>A pipeline compiled from its source, as an edit and a build make it.</summary>
internal static class CompiledPipeline
{
    /// <summary>The source before any edit.</summary>
    public static string Source => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Returns.cs"));

    /// <summary>Compiles in a folder and loads the one pipeline. The paths of the folder are mapped away, as builds of a repository do.</summary>
    public static IPipeline Of(string source, string folder)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "Returns.cs");
        File.WriteAllText(file, source);
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var sdks = Path.GetFullPath(Path.Combine(runtime, "..", "..", "..", "sdk"));
        var compiler = Directory.EnumerateFiles(sdks, "csc.dll", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Last();
        var output = Path.Combine(folder, "out", "Returns.dll");
        Directory.CreateDirectory(Path.GetDirectoryName(output)!);
        string[] arguments =
        [
            compiler, "-noconfig", "-nologo", "-optimize", "-deterministic", "-nullable:enable", "-target:library", "-langversion:14", $"-pathmap:{folder}=/_", $"-out:{output}",
            .. Directory.EnumerateFiles(runtime, "System*.dll").Concat(Directory.EnumerateFiles(AppContext.BaseDirectory, "MLOpsBuild.*.dll")).Select(dll => $"-r:{dll}"),
            file,
        ];
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardOutput = true })!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, said);
        var type = new AssemblyLoadContext(folder).LoadFromAssemblyPath(output).GetType("Returns.ReturnsPipeline")!;
        return (IPipeline)Activator.CreateInstance(type)!;
    }
}
