using System.Diagnostics;

namespace MLOpsBuild.Targets.Tests.Hosting;

/// <summary>The real <c>build.sh</c> in a small repository, with a program in the place of <c>dotnet</c> that notes how it is called.</summary>
public sealed class BuildScriptTests : IDisposable
{
    private const string NotingDotnet =
        """
        #!/bin/sh
        echo "$1" >> "$NOTES"
        [ "$1" = build ] && mkdir -p artifacts/bin/host && touch artifacts/bin/host/MLOpsBuild.Build.dll
        exit 0
        """;

    private readonly BuildFixture _fixture = new();
    private DateTime _compiled = new(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public BuildScriptTests()
    {
        (_fixture.Root / "build.sh").WriteAllText(File.ReadAllText(Path.Combine(RepositoryRoot(), "build.sh")));
        foreach (var file in (string[])["build/Build.cs", "build/Host.targets", "src/A/A.cs", "pipelines/p/P.cs", "Directory.Build.props", "global.json", "README.md"]) (_fixture.Root / file).WriteAllText("");
        (_fixture.Root / "fake" / "dotnet").WriteAllText(NotingDotnet);
    }

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Compiler_is_called_only_when_a_source_was_edited_added_or_removed()
    {
        Assert.Equal("build exec", Run());
        Assert.Equal("exec", Run());
        Touch("README.md");
        Assert.Equal("exec", Run());

        Touch("src/A/A.cs");
        Assert.Equal("build exec", Run());
        Assert.Equal("exec", Run());

        (_fixture.Root / "pipelines" / "p" / "Q.cs").WriteAllText("");
        Assert.Equal("build exec", Run());
        (_fixture.Root / "pipelines" / "p" / "Q.cs").DeleteFile();
        Assert.Equal("build exec", Run());
        Assert.Equal("exec", Run());
    }

    /// <summary>Edits a file a little later than the last compilation, so that the clock's grain decides nothing.</summary>
    private void Touch(string file)
    {
        var stamp = _fixture.Root / "artifacts" / "host.stamp";
        File.SetLastWriteTimeUtc(_fixture.Root / file, File.GetLastWriteTimeUtc(stamp).AddSeconds(2));
    }

    private string Run()
    {
        var notes = _fixture.Root / "notes";
        notes.DeleteFile();
        // The stamp's time is when compiling began: here a minute after the last time, whatever the real clock says.
        var stamp = _fixture.Root / "artifacts" / "host.stamp";
        var start = new ProcessStartInfo("bash", ["-c", "chmod +x fake/dotnet && PATH=\"$PWD/fake:$PATH\" bash build.sh"]) { WorkingDirectory = _fixture.Root, RedirectStandardError = true };
        start.Environment["NOTES"] = notes;
        using var process = Process.Start(start)!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        var called = string.Join(' ', File.ReadAllLines(notes));
        if (called.StartsWith("build", StringComparison.Ordinal)) File.SetLastWriteTimeUtc(stamp, _compiled = _compiled.AddMinutes(1));
        return called;
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "build.sh"))) folder = folder.Parent ?? throw new DirectoryNotFoundException("No build.sh is above the tests.");
        return folder.FullName;
    }
}
