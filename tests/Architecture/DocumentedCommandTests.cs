using System.Text.RegularExpressions;
using MLOpsBuild.Architecture.Tests.Repository;

namespace MLOpsBuild.Architecture.Tests;

/// <summary>What the README and the guides tell people to type is there, and what is there is in the README.</summary>
public sealed partial class DocumentedCommandTests
{
    private const string CommandsFolder = "src/MLOpsBuild.Cli/Commands";

    // Of programs that are not ours only these may be called.
    private static readonly string[] OtherPrograms = ["printf ", "git ", "sed ", "dotnet tool ", "dotnet cake "];

    private static readonly HashSet<string> Targets =
        [.. RepositoryFiles.Below("build", "Build*.cs").SelectMany(f => TargetProperty().Matches(RepositoryFiles.Read(f))).Select(m => m.Groups[1].Value)];

    // Built-in options are written as --name in no source: their names follow from the specifications, as those of parameters do from properties.
    private static readonly HashSet<string> BuildOptions =
    [
        .. RepositoryFiles.Below("build", "Build*.cs").SelectMany(f => ParameterProperty().Matches(RepositoryFiles.Read(f)))
            .Concat(BuiltInParameter().Matches(RepositoryFiles.Read("src/MLOpsBuild.Targets/Parameters/BuiltIn.cs")))
            .Select(m => OptionOf(m.Groups[1].Value)),
    ];

    // A verb at the top, with the verbs below it: none for a command.
    private static readonly Dictionary<string, HashSet<string>> Commands = RepositoryFiles.Below(CommandsFolder, "*.cs").SelectMany(CommandsOf)
        .GroupBy(c => c.Key).ToDictionary(c => c.Key, c => c.SelectMany(verb => verb.Value).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);

    private static readonly HashSet<string> CommandOptions =
        [.. RepositoryFiles.Below(CommandsFolder, "*.cs").SelectMany(f => QuotedOption().Matches(RepositoryFiles.Read(f))).Select(m => m.Groups[1].Value)];

    public static TheoryData<string, string> Lines =>
        [.. RepositoryFiles.Below("docs", "*.md").Prepend("README.md").SelectMany(f => ShellLines(RepositoryFiles.Read(f)).Select(line => (f, line)))];

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_command_in_the_documentation_exists(string page, string line)
    {
        Assert.True(Problem(line) is null, $"{page}: {line}: {Problem(line)}");
    }

    [Fact]
    public void The_readme_lists_every_target()
    {
        var readme = RepositoryFiles.Read("README.md");

        Assert.NotEmpty(Targets);
        Assert.All(Targets, target => Assert.Contains($"| `{target}` |", readme, StringComparison.Ordinal));
    }

    [Fact]
    public void The_readme_lists_every_command()
    {
        var table = RepositoryFiles.Read("README.md").Split("\n## ").Single(s => s.StartsWith("Commands\n", StringComparison.Ordinal));

        Assert.Contains("data", Commands.Keys);
        Assert.All(Commands.SelectMany(c => c.Value.Prepend(c.Key)), name => Assert.Matches(new Regex($@"^\|[^|]*\b{name}\b", RegexOptions.Multiline), table));
    }

    [Theory]
    [InlineData("./build.sh Tets", "no target Tets")]
    [InlineData("./build.sh Train --sett a=1", "no option --sett of the build")]
    [InlineData("./build.sh Train --set train.trees=3 --no-cache", null)]
    [InlineData("./mlops data stat", "no command data stat")]
    [InlineData("./mlops sevre", "no command sevre")]
    [InlineData("./mlops serve --modell 3f", "no option --modell of mlops")]
    [InlineData("./mlops data status --json", null)]
    [InlineData("docker run x", "no program of this repository")]
    [InlineData("git log", null)]
    public void A_command_that_is_not_there_is_named(string line, string? problem)
    {
        Assert.Equal(problem, Problem(line));
    }

    private static string? Problem(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words[0] switch
        {
            "./build.sh" => ProblemOfBuild(words[1..]),
            "./mlops" => ProblemOfCommand(words[1..]),
            _ => OtherPrograms.Any(p => line.StartsWith(p, StringComparison.Ordinal)) ? null : "no program of this repository",
        };
    }

    private static string? ProblemOfBuild(string[] words)
    {
        var targets = words.TakeWhile(w => !w.StartsWith('-'));
        if (targets.FirstOrDefault(t => !Targets.Contains(t)) is { } target) return $"no target {target}";
        return words.FirstOrDefault(w => w.StartsWith("--", StringComparison.Ordinal) && !BuildOptions.Contains(w)) is { } option ? $"no option {option} of the build" : null;
    }

    private static string? ProblemOfCommand(string[] words)
    {
        if (words.FirstOrDefault(w => w.StartsWith("--", StringComparison.Ordinal) && w != "--help" && !CommandOptions.Contains(w)) is { } option) return $"no option {option} of mlops";
        if (words.Length == 0 || words[0].StartsWith('-')) return null;
        if (!Commands.TryGetValue(words[0], out var below)) return $"no command {words[0]}";
        return below.Count == 0 || (words.Length > 1 && below.Contains(words[1])) ? null : $"no command {string.Join(' ', words.Take(2))}";
    }

    private static IEnumerable<string> ShellLines(string page) =>
        ShellBlock().Matches(page).SelectMany(m => m.Groups[1].Value.Split('\n')).Select(l => l.Trim()).Where(l => l.Length > 0 && l[0] != '#');

    /// <summary>A file either makes one verb that holds the others of the file and those of the files that it names, or verbs that stand by themselves.</summary>
    private static IEnumerable<KeyValuePair<string, HashSet<string>>> CommandsOf(string file)
    {
        var text = RepositoryFiles.Read(file);
        var verbs = VerbName().Matches(text).Select(m => m.Groups[1].Value).ToList();
        if (GroupName().Match(text) is not { Success: true } group) return verbs.Select(v => new KeyValuePair<string, HashSet<string>>(v, []));
        var folder = file[..(file.LastIndexOf('/') + 1)];
        var elsewhere = MadeElsewhere().Matches(text).SelectMany(m => VerbName().Matches(RepositoryFiles.Read($"{folder}{m.Groups[1].Value}.cs"))).Select(m => m.Groups[1].Value);
        return [new(group.Groups[1].Value, [.. verbs.Where(v => v != group.Groups[1].Value).Concat(elsewhere)])];
    }

    private static string OptionOf(string property) => "--" + Capital().Replace(property, "-").ToLowerInvariant();

    [GeneratedRegex(@"\bTarget (\w+) => _ => _")]
    private static partial Regex TargetProperty();

    [GeneratedRegex(@"\[Parameter\([^\n]*\)\]\s*public \S+ (\w+)")]
    private static partial Regex ParameterProperty();

    [GeneratedRegex("new\\(\"(\\w+)\", typeof")]
    private static partial Regex BuiltInParameter();

    [GeneratedRegex("(?:new Verb\\(|Of\\(host,)\\s*\"([a-z]+)\"")]
    private static partial Regex VerbName();

    [GeneratedRegex("Create\\(CommandHost host\\) => new Verb\\(\"([a-z]+)\"")]
    private static partial Regex GroupName();

    /// <summary>A verb of a group in a file of its own.</summary>
    [GeneratedRegex("(\\w+)\\.Create\\(host\\)")]
    private static partial Regex MadeElsewhere();

    [GeneratedRegex("\"(--[a-z-]+)\"")]
    private static partial Regex QuotedOption();

    [GeneratedRegex(@"^ *```sh\n(.*?)^ *```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex ShellBlock();

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex Capital();
}
