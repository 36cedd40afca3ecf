using MLOpsBuild.Targets.Running;

namespace MLOpsBuild.Targets.Tests.Parameters;

public sealed class ParameterTests : IDisposable
{
    private readonly BuildFixture _fixture = new();
    private readonly List<string> _notes = NotingBuild.Begin();

    public void Dispose() => _fixture.Dispose();

    private enum Colour
    {
        Red,
        DarkBlue,
    }

    private sealed class Mode : Enumeration
    {
        public static readonly Mode Fast = new() { Value = "fast!" };
        public static readonly Mode Slow = new() { Value = "slow!" };
    }

    [ParameterPrefix("DataPrefix")]
    private interface IHasData : INukeBuild
    {
        [Parameter("Where the data is")]
        AbsolutePath? Dir => TryGetValue(() => Dir);

        [Parameter]
        int? Limit => TryGetValue<int>(() => Limit);

        [Parameter]
        string Kind => TryGetValue(() => Kind) ?? "csv";

        Target ShowData => _ => _.Requires(() => Dir).Executes(() => Console.Add($"{RootDirectory.GetRelativePathTo(Dir!)} {Limit} {Kind}"));
    }

    private static class Console
    {
        private static readonly AsyncLocal<List<string>?> Said = new();

        public static List<string> Begin() => Said.Value = [];

        public static void Add(string text) => Said.Value!.Add(text);
    }

    private sealed class Sources : NotingBuild, IHasData
    {
        [Parameter("How many", Name = "HowMany")] readonly int Count = 7;
        [Parameter] readonly string? Text;
        [Parameter] readonly double? Rate;
        [Parameter] readonly bool Flag;
        [Parameter] readonly bool? Maybe;
        [Parameter] readonly Colour Colour;
        [Parameter] readonly Mode? Mode;
        [Parameter(Separator = ",")] readonly string[]? Items;
        [Parameter] readonly int[]? Numbers;
        [Parameter] readonly AbsolutePath? SomeDir;
        [Parameter] string? Property { get; }
        [Parameter] readonly DateOnly? Day;

        public Target Show => _ => _.Executes(() => Note(string.Join(' ', new[]
        {
            $"{Count}", Text, Rate is { } rate ? $"{rate}" : null, Flag ? "flag" : null, Maybe is { } maybe ? $"maybe={maybe}" : null, Colour == Colour.Red ? null : $"{Colour}", Mode?.Value,
            Items is null ? null : $"[{string.Join('|', Items)}]", Numbers is null ? null : $"[{string.Join('|', Numbers)}]",
            SomeDir is null ? null : RootDirectory.GetRelativePathTo(SomeDir), Property, Day is { } day ? $"{day:yyyy-MM-dd}" : null,
        }.OfType<string>())));

        public Target PartOf => _ => _.Executes(() => Note(string.Join(' ', Partition.GetCurrent(Enumerable.Range(1, 5)))));
    }

    private Task<int> Show(string arguments) => _fixture.Run<Sources>(arguments, b => b.Show);

    [Theory]
    [InlineData("", "7")]
    [InlineData("--how-many 3", "3")]
    [InlineData("--HowMany 3", "3")]
    [InlineData("-howmany 3", "3")]
    [InlineData("--how-many=3", "3")]
    [InlineData("--how-many -3", "-3")]
    [InlineData("--how-many=-3", "-3")]
    [InlineData("--how-many 3 --how-many 4", "4")]
    [InlineData("--how-many 3 Show", "3")]
    [InlineData("--text=-x", "7 -x")]
    [InlineData("--text a=b", "7 a=b")]
    [InlineData("--rate 1.5e3", "7 1500")]
    [InlineData("--flag Show", "7 flag")]
    [InlineData("--flag false", "7")]
    [InlineData("--flag=1", "7 flag")]
    [InlineData("--maybe", "7 maybe=True")]
    [InlineData("--maybe false", "7 maybe=False")]
    [InlineData("--colour dark-blue", "7 DarkBlue")]
    [InlineData("--mode SLOW", "7 slow!")]
    [InlineData("--items a b", "7 [a|b]")]
    [InlineData("--items a,b", "7 [a|b]")]
    [InlineData("--items", "7 []")]
    [InlineData("--numbers 1 -2 3", "7 [1|-2|3]")]
    [InlineData("--some-dir a/../b", "7 b")]
    [InlineData("--property x", "7 x")]
    [InlineData("--day 2001-02-03", "7 2001-02-03")]
    public async Task Value_comes_from_the_command_line(string arguments, string expected)
    {
        Assert.True(await Show(arguments) == 0, _fixture.Output);
        Assert.Equal([expected], _notes);
    }

    [Theory]
    [InlineData("--how-many abc", "error: --how-many: 'abc' is not a whole number of type Int32 (from the command line).")]
    [InlineData("--how-many", "error: --how-many needs a value; one that begins with a dash is given as --how-many=-value.")]
    [InlineData("--flag=maybe", "error: --flag: 'maybe' is not true or false (from the command line).")]
    [InlineData("--colour green", "error: --colour: 'green' is not one of its values (from the command line). Allowed: Red, DarkBlue.")]
    [InlineData("--colour 1", "error: --colour: '1' is not one of its values (from the command line). Allowed: Red, DarkBlue.")]
    [InlineData("--mode x", "error: --mode: 'x' is not one of its values (from the command line). Allowed: Fast, Slow.")]
    [InlineData("--numbers 1 x", "error: --numbers: 'x' is not a whole number of type Int32 (from the command line).")]
    [InlineData("--txet x", "error: Unknown option --txet. Did you mean --text?")]
    [InlineData("--txet=x", "error: Unknown option --txet. Did you mean --text?")]
    [InlineData("--verbosity loud", "error: --verbosity: 'loud' is not one of its values (from the command line). Allowed: Verbose, Normal, Minimal, Quiet.")]
    [InlineData("--host nowhere", "error: --host: 'nowhere' is not a Host (from the command line). Allowed: Terminal, GitHubActions, AzurePipelines, AppVeyor, TeamCity, GitLab, Jenkins, Bitbucket, Bitrise, TravisCI, Bamboo, SpaceAutomation.")]
    [InlineData("--json", "error: --json goes with --plan.")]
    public async Task Wrong_argument_is_an_error(string arguments, string expected)
    {
        Assert.Equal(2, await Show(arguments));
        Assert.Contains(expected, _fixture.Lines);
        Assert.Empty(_notes);
    }

    [Fact]
    public async Task All_wrong_arguments_are_listed_in_one_pass_without_echo_of_the_others()
    {
        Assert.Equal(2, await Show("Shwo --how-many x --rate y --txet --text harmless"));
        Assert.Equal(4, _fixture.Lines.Count(l => l.StartsWith("error: ", StringComparison.Ordinal)));
        Assert.DoesNotContain("harmless", _fixture.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HowMany", "1", "1")]
    [InlineData("HOW_MANY", "1", "1")]
    [InlineData("NUKE_HOW_MANY", "1", "1")]
    [InlineData("NuKe_HowMany", "1", "1")]
    [InlineData("HOW_MANY", "", "7")]
    [InlineData("ITEMS", "a,b", "7 [a|b]")]
    [InlineData("NUKE_FLAG", "true", "7 flag")]
    [InlineData("HOST", "my-machine", "7")]
    [InlineData("ROOT", "/nowhere", "7")]
    public async Task Value_comes_from_the_environment(string variable, string value, string expected)
    {
        _fixture.Variables[variable] = value;

        Assert.True(await Show("") == 0, _fixture.Output);
        Assert.Equal([expected], _notes);
    }

    [Fact]
    public async Task Exact_variable_wins_over_the_prefixed_and_the_prefixed_over_the_others()
    {
        _fixture.Variables["HOW_MANY"] = "1";
        _fixture.Variables["NUKE_HOW_MANY"] = "2";
        Assert.Equal(0, await Show(""));
        _fixture.Variables["HowMany"] = "3";
        Assert.Equal(0, await Show(""));
        Assert.Equal(["2", "3"], _notes);
    }

    [Fact]
    public async Task Two_variables_for_one_parameter_are_an_error()
    {
        _fixture.Variables["HOW_MANY"] = "1";
        _fixture.Variables["howmany"] = "2";

        Assert.Equal(2, await Show(""));
        Assert.Contains("error: --how-many: the environment variables HOW_MANY and howmany both give a value; keep one, or name it exactly HowMany.", _fixture.Lines);
    }

    [Fact]
    public async Task Wrong_value_of_a_variable_names_the_variable()
    {
        _fixture.Variables["HOW_MANY"] = "x";

        Assert.Equal(2, await Show(""));
        Assert.Contains("error: --how-many: 'x' is not a whole number of type Int32 (from environment variable HOW_MANY).", _fixture.Lines);
    }

    [Fact]
    public async Task Built_in_option_comes_from_a_prefixed_variable()
    {
        _fixture.Variables["NUKE_TARGET"] = "Show+PartOf";
        _fixture.Variables["NUKE_PARTITION"] = "2/3";

        Assert.Equal(0, await _fixture.Run<Sources>(""));
        Assert.Equal(["2 5", "7"], _notes);
    }

    [Fact]
    public async Task Values_come_from_files_and_the_earlier_source_wins()
    {
        _fixture.WriteParameters("""{ "$schema": "build.schema.json", "howMany": 1, "Text": "file", "Items": ["a,b", "c"], "Flag": true, "SomeDir": "x", "Rate": null }""");
        _fixture.WriteParameters("""{ "HowMany": 2, "Property": "first" }""", "parameters.first.json");
        _fixture.WriteParameters("""{ "Property": "second" }""", "parameters.second.json");

        Assert.True(await Show("") == 0, _fixture.Output);
        Assert.True(await Show("--profile first second") == 0, _fixture.Output);
        _fixture.Variables["TEXT"] = "env";
        Assert.Equal(0, await Show("--how-many 5"));
        Assert.Equal(["1 file flag [a,b|c] x", "2 file flag [a,b|c] x second", "5 env flag [a,b|c] x"], _notes);
    }

    [Theory]
    [InlineData("{ \"A\": 1,\n  \"Txet\": 1 }", ".nuke/parameters.json:2: unknown parameter 'Txet'. Did you mean Text?")]
    [InlineData("{\n  \"HowMany\": \"x\" }", "--how-many: 'x' is not a whole number of type Int32 (from .nuke/parameters.json:2).")]
    [InlineData("{ \"HowMany\": [1] }", ".nuke/parameters.json:1: 'HowMany' takes one value, not an array.")]
    [InlineData("{ \"HowMany\": { \"a\": [1] }, \"Zzz\": 1 }", ".nuke/parameters.json:1: 'HowMany' is no text, number, true, false or array of these.")]
    [InlineData("{ \"Items\": [[1]] }", ".nuke/parameters.json:1: 'Items' has an item that is no text, number, true or false.")]
    [InlineData("[]", ".nuke/parameters.json:1: expected an object of parameters.")]
    [InlineData("{\n  \"HowMany\": 1\n  \"Text\": 2\n}", ".nuke/parameters.json:3:3: this is no valid JSON:")]
    [InlineData("{ \"Host\": \"Terminal\" }", ".nuke/parameters.json:1: 'Host' is decided before files are read; pass --host or NUKE_HOST.")]
    public async Task Wrong_file_is_an_error_with_its_place(string json, string expected)
    {
        _fixture.WriteParameters(json);

        Assert.Equal(2, await Show(""));
        Assert.Contains(_fixture.Lines, l => l.StartsWith("error: " + expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Missing_profile_is_an_error()
    {
        Assert.Equal(2, await Show("--profile nope"));
        Assert.Contains("error: --profile: there is no file .nuke/parameters.nope.json.", _fixture.Lines);
    }

    [Fact]
    public async Task Component_reads_its_parameters_with_its_prefix()
    {
        var said = Console.Begin();

        Assert.True(await _fixture.Run<Sources>("ShowData --data-dir d --data-limit 3") == 0, _fixture.Output);
        Assert.Equal(["d 3 csv"], said);
    }

    [Fact]
    public async Task Requirement_of_a_component_names_the_prefixed_option()
    {
        Assert.Equal(2, await _fixture.Run<Sources>("ShowData"));
        Assert.Contains("error: The target 'ShowData' requires --data-dir; it has no value.", _fixture.Lines);
    }

    [Fact]
    public async Task Root_is_the_nearest_folder_above_with_the_marker()
    {
        var deep = (_fixture.Root / "a" / "b").CreateDirectory();

        Assert.Equal(0, await NukeBuild.ExecuteAsync<Sources>(_fixture.With("--some-dir", "x") with { WorkingDirectory = deep }, b => b.Show));
        Assert.Equal(["7 a/b/x"], _notes);
    }

    [Fact]
    public async Task Missing_root_is_an_error_that_says_what_to_do()
    {
        (_fixture.Root / ".nuke").DeleteDirectory();

        Assert.Equal(2, await Show(""));
        Assert.Contains("pass --root", _fixture.Output, StringComparison.Ordinal);
        Assert.Equal(0, await Show("--root"));
        Assert.Equal(0, await Show("--root . Show"));
    }

    private sealed class TwoOfOneName : NukeBuild
    {
        [Parameter] readonly string? Some;
        [Parameter(Name = "Some")] readonly string? Other;
        [Parameter] readonly string? Skip;
    }

    [Fact]
    public async Task Names_that_collide_are_an_error()
    {
        Assert.Equal(2, await _fixture.Run<TwoOfOneName>(""));
        Assert.Contains("error: Two parameters have the name 'Some'.", _fixture.Lines);
        Assert.Contains("error: The parameter 'Skip' has the name of an option that every build has.", _fixture.Lines);
    }
}
