using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace MLOpsBuild.EndToEnd.Tests;

/// <summary>What the guides tell people to type is typed, line by line, in a clone of its own for each guide.</summary>
public sealed partial class GuideTests
{
    /// <summary>What a guide takes for granted, by guide: files that a reader has, and work that another guide did.</summary>
    private static readonly Dictionary<string, Action<ScratchClone>> Preparations = new(StringComparer.Ordinal)
    {
        ["README.md"] = _ => { },
        ["docs/first-model.md"] = _ => { },
        ["docs/own-data.md"] = OwnData.Prepare,
        ["docs/promote.md"] = clone => Must(clone.Build("CI", "Package", "CompatibilityTests", "ApiTests", "LoadTests", "PredictionTarget")),
        ["docs/retrain.md"] = _ => { },
        ["docs/github.md"] = _ => { },
        ["docs/operate.md"] = clone =>
        {
            // Two runs, to be compared.
            Must(clone.Build("Package"));
            Must(clone.Build("Package"));
        },
        ["docs/extend.md"] = _ => { },
        ["docs/models.md"] = _ => { },
        ["docs/scale-out.md"] = _ => { },
    };

    /// <summary>Run by tests of their own, or running these tests.</summary>
    private static readonly string[] RunElsewhere = ["./build.sh Test", "./build.sh Chaos"];

    public static TheoryData<string> Guides => [.. Preparations.Keys];

    [Fact]
    public void Every_guide_is_tried() => Assert.Empty(
        Directory.EnumerateFiles(Path.Combine(ScratchClone.Repository, "docs"), "*.md")
            .Where(f => Lines(File.ReadAllText(f)).Any())
            .Select(f => "docs/" + Path.GetFileName(f))
            .Except(Preparations.Keys));

    [Theory]
    [MemberData(nameof(Guides))]
    public void Every_line_of_a_guide_works_in_the_order_it_is_read(string guide)
    {
        using var clone = new ScratchClone();
        clone.Git("config", "user.name", "A Reader");
        clone.Git("config", "user.email", "reader@example.org");
        using var origin = new BareRepository(clone);
        Preparations[guide](clone);
        foreach (var line in Lines(File.ReadAllText(Path.Combine(clone.Folder, guide))).Where(l => !RunElsewhere.Any(l.StartsWith)))
        {
            if (Keeps().IsMatch(line)) RunsUntilStopped(clone, line);
            else Ends(clone, line);
        }
    }

    /// <summary>A line ends with 0, or with what the comment behind it says.</summary>
    private static void Ends(ScratchClone clone, string line)
    {
        var expected = Exits().Match(line) is { Success: true } says ? int.Parse(says.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
        var (exitCode, output) = ScratchClone.Run("bash", clone.Folder, "-c", line);
        Assert.True(exitCode == expected, $"'{line}' ended with {exitCode} instead of {expected}:\n{output}");
    }

    /// <summary>A server says where it listens, and is stopped.</summary>
    private static void RunsUntilStopped(ScratchClone clone, string line)
    {
        using var process = Process.Start(new ProcessStartInfo("bash", ["-c", line]) { WorkingDirectory = clone.Folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            var said = process.StandardError.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1)).GetAwaiter().GetResult();
            Assert.Contains("http://", said, StringComparison.Ordinal);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }
    }

    private static void Must((int ExitCode, string Output) run) => Assert.True(run.ExitCode == 0, run.Output);

    private static IEnumerable<string> Lines(string page) =>
        ShellBlock().Matches(page).SelectMany(m => m.Groups[1].Value.Split('\n')).Select(l => l.Trim()).Where(l => l.Length > 0 && l[0] != '#');

    [GeneratedRegex(@"^ *```sh\n(.*?)^ *```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex ShellBlock();

    [GeneratedRegex("# exits with ([0-9]+)")]
    private static partial Regex Exits();

    [GeneratedRegex("# until you stop it")]
    private static partial Regex Keeps();
}
