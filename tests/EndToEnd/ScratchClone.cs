using System.Diagnostics;
using System.Text.Json.Nodes;

namespace MLOpsBuild.EndToEnd.Tests;

/// <summary>A clone of this repository at HEAD with the compiled output of this checkout, run as users run it.</summary>
internal sealed class ScratchClone : IDisposable
{
    public ScratchClone()
    {
        Folder = Directory.CreateTempSubdirectory("mlops-clone-").FullName;
        Run("git", Repository, "clone", "--quiet", "--shared", Repository, Folder);
        CopyOutput();
    }

    public static string Repository { get; } = Find();

    public string Folder { get; }

    /// <summary>Runs <c>./build.sh</c> with arguments.</summary>
    public (int ExitCode, string Output) Build(params string[] arguments) => Run("bash", Folder, ["build.sh", .. arguments]);

    /// <summary>Runs <c>./mlops</c> with arguments.</summary>
    public (int ExitCode, string Output) Mlops(params string[] arguments) => Run("bash", Folder, ["mlops", .. arguments]);

    /// <summary>Starts <c>mlops serve</c> with the newest package on a free port.</summary>
    public ServedClone Serve() => new(Folder);

    /// <summary>The lines of a pinned partition that was pulled.</summary>
    public string[] Partition(string name)
    {
        var locks = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "data.lock.json")))!;
        var partition = locks["datasets"]!["departures"]!["partitions"]!.AsArray().First(p => (string?)p!["name"] == name)!;
        return File.ReadAllLines(Path.Combine(Folder, ".mlops", "store", "blobs", "sha256", ((string)partition["digest"]!)["sha256:".Length..]));
    }

    /// <summary>Runs git; its output.</summary>
    public string Git(params string[] arguments) => Run("git", Folder, arguments).Output;

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public static (int ExitCode, string Output) Run(string program, string folder, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        })!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }

    private void CopyOutput()
    {
        var artifacts = Path.Combine(Repository, "artifacts");
        foreach (var file in Directory.EnumerateFiles(Path.Combine(artifacts, "bin"), "*", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(artifacts, "*.stamp")))
        {
            var target = Path.Combine(Folder, "artifacts", Path.GetRelativePath(artifacts, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        File.SetLastWriteTimeUtc(Path.Combine(Folder, "artifacts", "host.stamp"), DateTime.UtcNow);
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!Directory.Exists(Path.Combine(folder.FullName, ".nuke"))) folder = folder.Parent ?? throw new DirectoryNotFoundException("No .nuke folder is above the tests.");
        return folder.FullName;
    }
}
