using System.Text.RegularExpressions;

namespace MLOpsBuild.Architecture.Tests.Repository;

public sealed partial class HygieneTests
{
    private const int LongestFile = 400;

    // Words of the demonstration in pipelines/: the libraries serve any model and know none of them.
    private static readonly string[] DemonstrationWords =
        ["flight", "flights", "departure", "departures", "destination", "destinations", "airport", "airports", "airline", "airlines", "carrier", "carriers", "SEA"];

    // Longer than LongestFile, each with the reason why parting it would make it harder to read.
    private static readonly Dictionary<string, string> LongFiles = [];

    private static readonly string[] TextEndings =
        [".cs", ".csproj", ".props", ".targets", ".json", ".md", ".yml", ".yaml", ".txt", ".sh", ".ps1", ".cmd", ".html", ".js", ".css", ".svg", ".sln"];

    [Fact]
    public void No_source_file_names_anything_of_the_demonstration()
    {
        var word = new Regex($@"\b({string.Join('|', DemonstrationWords)})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

        Assert.Empty(Lines("src").Where(l => word.IsMatch(InWords(InFlight().Replace(l.Text, "")))).Select(l => $"{l.Place}: {l.Text.Trim()}"));
    }

    // Requests on their way are "in flight" in every server.
    [GeneratedRegex("in[ _]?flight", RegexOptions.IgnoreCase)]
    private static partial Regex InFlight();

    [Theory]
    [InlineData("var flightNumber = 1;", true)]
    [InlineData("class AirportTable", true)]
    [InlineData("\"sea\"", true)]
    [InlineData("SearchSeason(research)", false)]
    public void A_word_of_the_demonstration_is_found_inside_names_too(string line, bool found)
    {
        var word = new Regex($@"\b({string.Join('|', DemonstrationWords)})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

        Assert.Equal(found, word.IsMatch(InWords(line)));
    }

    [Fact]
    public void No_file_names_a_folder_of_someones_machine()
    {
        // This very file holds the patterns.
        var lines = RepositoryFiles.Below("").Where(f => IsText(f) && !f.EndsWith($"/{nameof(HygieneTests)}.cs", StringComparison.Ordinal)).SelectMany(LinesOf);

        Assert.Empty(lines.Where(l => MachinePath().IsMatch(l.Text)).Select(l => $"{l.Place}: {l.Text.Trim()}"));
    }

    [Theory]
    [InlineData("cd /" + "root/project", true)]
    [InlineData("\"/home/ann/src\"", true)]
    [InlineData("/Users/ann/src", true)]
    [InlineData(@"C:\Users\ann", true)]
    [InlineData("/" + "work/wt/tables", true)]
    [InlineData("`/home` is where the page starts; docs/work/flow.md", false)]
    public void A_machines_folder_is_told_from_other_paths(string line, bool found)
    {
        Assert.Equal(found, MachinePath().IsMatch(line));
    }

    [Fact]
    public void Source_files_are_short_unless_there_is_a_reason()
    {
        var lengths = RepositoryFiles.Below("src", "*.cs").Select(f => (File: f, Lines: RepositoryFiles.Read(f).Count(c => c == '\n'))).ToList();

        Assert.Empty(lengths.Where(f => f.Lines > LongestFile && !LongFiles.ContainsKey(f.File)).Select(f => $"{f.File} has {f.Lines} lines; at most {LongestFile}."));
        Assert.Empty(LongFiles.Keys.Except(lengths.Where(f => f.Lines > LongestFile).Select(f => f.File)));
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = RepositoryFiles.Read("MLOpsBuild.sln").Replace('\\', '/');

        var missing = RepositoryFiles.Below("", "*.csproj").Where(p => !solution.Contains($"\"{p}\"", StringComparison.Ordinal)).ToList();

        Assert.Empty(missing);
    }

    [Fact]
    public void Text_files_end_their_lines_with_a_line_feed_alone()
    {
        var files = RepositoryFiles.Below("src").Concat(RepositoryFiles.Below("tests")).Concat(RepositoryFiles.Below("docs")).Where(IsText);

        var others = files.Where(f => !f.EndsWith(".cmd", StringComparison.Ordinal) && RepositoryFiles.Read(f).Contains('\r', StringComparison.Ordinal)).ToList();

        Assert.Empty(others);
    }

    // Splits names at their capitals, so that a word inside a name is a word: flightNumber → flight Number.
    private static string InWords(string line) => Capital().Replace(line, " ").Replace('_', ' ');

    private static IEnumerable<(string Place, string Text)> Lines(string folder) => RepositoryFiles.Below(folder).Where(IsText).SelectMany(LinesOf);

    private static IEnumerable<(string Place, string Text)> LinesOf(string file) =>
        RepositoryFiles.Read(file).Split('\n').Select((text, i) => ($"{file}:{i + 1}", text));

    private static bool IsText(string file) =>
        TextEndings.Contains(Path.GetExtension(file), StringComparer.Ordinal) && !file.EndsWith("packages.lock.json", StringComparison.Ordinal);

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex Capital();

    [GeneratedRegex(@"(?<![\w.])(/(?:root)/|/home/[a-z]\w*/|/Users/\w+/|/(?:work)/(wt|main|shared)\b|/tmp/bash|[A-Z]:\\+Users\\)")]
    private static partial Regex MachinePath();
}
