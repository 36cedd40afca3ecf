namespace MLOpsBuild.Data.Tests;

internal static class TestData
{
    /// <summary>The folder of the real departures.</summary>
    public static string Departures => Find("tests/testdata/departures");

    /// <summary>A file or folder of the repository, found by walking up from the test's own folder.</summary>
    public static string Find(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, path);
            if (Path.Exists(candidate)) return candidate;
        }

        throw new FileNotFoundException($"There is no {path} above the test.");
    }
}
