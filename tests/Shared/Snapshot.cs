using System.Runtime.CompilerServices;
using System.Text;

namespace MLOpsBuild.Tests;

/// <summary>Compares text with a reviewed file in the folder Snapshots beside the test; a difference leaves the new text in <c>*.received.*</c> to look at and rename.</summary>
internal static class Snapshot
{
    public static void Matches(string text, string name, string extension, [CallerFilePath] string test = "")
    {
        var folder = Path.Combine(Sources(test), "Snapshots");
        var verified = Path.Combine(folder, $"{name}.verified.{extension}");
        var received = Path.Combine(folder, $"{name}.received.{extension}");
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
            var candidate = Path.Combine(folder.FullName, relative);
            if (Directory.Exists(candidate)) return candidate;
        }

        throw new DirectoryNotFoundException($"'{relative}' is not above {AppContext.BaseDirectory}.");
    }
}
