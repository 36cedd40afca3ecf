namespace MLOpsBuild.Tables.Tests;

internal static class TestData
{
    /// <summary>The folder testdata/departures, found by walking up from the test's own folder.</summary>
    public static string Departures
    {
        get
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                foreach (var place in new[] { "testdata/departures", "tests/testdata/departures" })
                {
                    var candidate = Path.Combine(folder.FullName, place);
                    if (Directory.Exists(candidate)) return candidate;
                }
            }

            throw new DirectoryNotFoundException("No folder testdata/departures above the test.");
        }
    }
}
