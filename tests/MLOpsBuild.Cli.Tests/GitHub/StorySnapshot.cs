using System.Runtime.CompilerServices;
using System.Text;

namespace MLOpsBuild.Cli.Tests.GitHub;

/// <summary>Compares text with a reviewed file beside the test; a difference leaves the new text in <c>*.received.md</c> to look at and rename.</summary>
internal static class StorySnapshot
{
    public static void Matches(string text, string name, [CallerFilePath] string test = "")
    {
        var folder = Path.Combine(Sources(test), "Snapshots");
        var (verified, received) = (Path.Combine(folder, $"{name}.verified.md"), Path.Combine(folder, $"{name}.received.md"));
        if (File.Exists(verified) && File.ReadAllText(verified) == text)
        {
            File.Delete(received);
            return;
        }

        Directory.CreateDirectory(folder);
        File.WriteAllText(received, text, new UTF8Encoding(false));
        Assert.Fail($"'{name}' is not what was verified. Look at {received}; if it is right, rename it to {Path.GetFileName(verified)}.");
    }

    // The compiler writes mapped paths, the same on every machine; the real folder is found from where the tests run.
    private static string Sources(string test)
    {
        var relative = Path.GetDirectoryName(test)!.Replace('\\', '/');
        if (Directory.Exists(relative)) return relative;
        relative = relative[(relative.IndexOf("/_/", StringComparison.Ordinal) + 3)..];
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(Path.Combine(folder.FullName, relative))) return Path.Combine(folder.FullName, relative);
        }

        throw new DirectoryNotFoundException($"'{relative}' is not above {AppContext.BaseDirectory}.");
    }
}
