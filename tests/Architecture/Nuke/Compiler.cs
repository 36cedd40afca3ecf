using System.Diagnostics;

namespace MLOpsBuild.Architecture.Tests.Nuke;

/// <summary>The compiler of the SDK, called without a project: nothing is restored.</summary>
internal static class Compiler
{
    /// <summary>Compiles sources into a library or program; returns what the compiler says, one line for each error.</summary>
    internal static IReadOnlyList<string> Compile(string output, string kind, IEnumerable<string> sources, IEnumerable<string> references, params string[] options)
    {
        var response = output + ".rsp";
        File.WriteAllLines(response,
        [
            "-nologo", "-nostdlib", "-nullable:enable", "-langversion:14", "-deterministic", $"-target:{kind}", $"-out:\"{output}\"",
            .. options,
            .. references.Select(r => $"-r:\"{r}\""),
            .. sources.Select(s => $"\"{s}\""),
        ]);
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", Path.Combine(Sdk(), "Roslyn", "bincore", "csc.dll"), "@" + response]) { RedirectStandardOutput = true })!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return [.. said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(l => l.Contains(": error ", StringComparison.Ordinal) || l.StartsWith("error ", StringComparison.Ordinal))];
    }

    /// <summary>The assemblies of the runtime that these tests run on.</summary>
    internal static IEnumerable<string> Framework() => Directory.EnumerateFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*.dll")
        .Where(f => Path.GetFileName(f) is { } name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll" or "mscorlib.dll" or "Microsoft.CSharp.dll" or "Microsoft.Win32.Primitives.dll"))
        .Where(f => !f.Contains(".Native", StringComparison.Ordinal));

    private static string Sdk()
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));
        return Directory.EnumerateDirectories(Path.Combine(root, "sdk"), "10.*").OrderByDescending(Directory.GetCreationTimeUtc).First();
    }
}
