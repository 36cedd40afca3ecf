using System.Text;
using MLOpsBuild.Learning.Tuning;
using MLOpsBuild.Pipelines.Steps;
using MLOpsBuild.Pipelines.Tests.Fixtures;
using MLOpsBuild.Pipelines.Tuning;

namespace MLOpsBuild.Pipelines.Tests.Tuning;

public sealed class SearchFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void Order_of_the_parameters_in_the_file_means_nothing()
    {
        const string Method = "\"method\": { \"type\": \"category\", \"values\": [\"trees\", \"linear\"] }";
        const string Depth = "\"depth\": { \"type\": \"integer\", \"from\": 2, \"to\": 8, \"when\": { \"parameter\": \"method\", \"values\": [\"trees\"] } }";
        const string Bins = "\"bins\": { \"type\": \"switch\", \"when\": { \"parameter\": \"depth\", \"values\": [\"2\"] } }";
        var one = Read($"{Method}, {Depth}, {Bins}").Space();
        var other = Read($"{Bins}, {Depth}, {Method}").Space();
        Assert.Equal(["method", "depth", "bins"], one.Dimensions.Select(d => d.Name));
        Assert.Equal(one.Dimensions, other.Dimensions);
    }

    [Fact]
    public void Every_kind_of_range_is_read()
    {
        var space = Read("""
            "a": { "type": "integer", "from": 1, "to": 64, "scale": "log" }, "b": { "type": "integer", "from": 0, "to": 10, "step": 5 },
            "c": { "type": "real", "from": 0.5, "to": 1 }, "d": { "type": "switch" }, "e": { "type": "category", "values": ["x"] }
            """).Space();
        Assert.Equal(
            [new IntegerDimension("a", 1, 64, isLogarithmic: true), new IntegerDimension("b", 0, 10, 5), new RealDimension("c", 0.5, 1), new SwitchDimension("d"), new CategoryDimension("e", "x")],
            space.Dimensions);
    }

    [Theory]
    [InlineData("\"a\": { \"type\": \"integer\", \"from\": 1 }", "a: \"from\" and \"to\" are needed")]
    [InlineData("\"a\": { \"type\": \"integer\", \"from\": 1.5, \"to\": 3 }", "the bounds of an integer are whole numbers")]
    [InlineData("\"a\": { \"type\": \"switch\", \"from\": 1 }", "\"from\" and \"to\" are for numbers")]
    [InlineData("\"a\": { \"type\": \"switch\", \"values\": [] }", "\"values\" is for categories")]
    [InlineData("\"a\": { \"type\": \"category\" }", "\"values\" is needed")]
    [InlineData("\"a\": { \"type\": \"category\", \"values\": [\"x\", \"x\"] }", "names a value twice")]
    [InlineData("\"a\": { \"type\": \"real\", \"from\": 1, \"to\": 2, \"step\": 1 }", "\"step\" is for integers")]
    [InlineData("\"a\": { \"type\": \"switch\", \"scale\": \"log\" }", "\"scale\" is for numbers")]
    [InlineData("\"a\": { \"type\": \"real\", \"from\": 2, \"to\": 1 }", "is empty")]
    [InlineData("\"a\": { \"type\": \"switch\", \"when\": { \"parameter\": \"b\", \"values\": [\"1\"] } }", "a depends on 'b'")]
    [InlineData("\"a\": { \"type\": \"switch\", \"when\": { \"parameter\": \"b\", \"values\": [\"true\"] } }, \"b\": { \"type\": \"switch\", \"when\": { \"parameter\": \"a\", \"values\": [\"true\"] } }", "in a circle: a, b")]
    [InlineData("", "at least one parameter")]
    public void Range_that_is_none_is_refused(string parameters, string complaint) =>
        Assert.Contains(complaint, Assert.Throws<ConfigurationException>(() => Read(parameters)).Message, StringComparison.Ordinal);

    [Fact]
    public void Missing_file_is_named() =>
        Assert.Contains("pipelines/p/search.json is missing", Assert.Throws<ConfigurationException>(() => SearchFile.Read(new Workspace(_folder.Path), "p")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("{ \"version\": 2, \"pipeline\": \"p\", \"results\": {} }", "of version 2")]
    [InlineData("{ \"version\": 1, \"pipeline\": \"q\", \"results\": {} }", "of pipeline 'q'")]
    [InlineData("{ \"version\": 1, \"pipeline\": \"p\", \"results\": { \"x\": { \"learned\": 1, \"measured\": 1 } } }", "'x', which is no key")]
    [InlineData("{ \"version\": 1, \"pipeline\": \"p\", \"results\": { \"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\": null } }", "without a result")]
    [InlineData("{ \"version\": 1, \"pipeline\": \"p\", \"results\": null }", "can not be read")]
    [InlineData("[", "can not be read")]
    public void Sheet_of_trials_is_distrusted(string sheet, string complaint) =>
        Assert.Contains(complaint, Assert.Throws<InvalidDataException>(() => TrialSheet.Read(Encoding.UTF8.GetBytes(sheet), "p", "there")).Message, StringComparison.Ordinal);

    [Fact]
    public void Leaderboard_is_read_back_as_it_was_written()
    {
        var board = new LeaderboardFile
        {
            Pipeline = "p",
            Metric = "loss",
            Folds = [new LeaderboardFold("2024-01-01..2024-01-02", "2024-01-03..2024-01-04")],
            Trials = [new RankedTrial(1, new SortedDictionary<string, string>(StringComparer.Ordinal) { ["a"] = "1" }, 1, [0.5], 0.5), new RankedTrial(2, [], 0.5, [null])],
        };
        var bytes = StepJson.Write(board);
        Assert.Equal(bytes, StepJson.Write(StepJson.Read<LeaderboardFile>(bytes)));
        Assert.DoesNotContain("best", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private SearchFile Read(string parameters)
    {
        var path = _folder["pipelines/p/search.json"];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, $$"""{ "version": 1, "parameters": { {{parameters}} }, "strategy": "random", "validation": { "folds": 2 } }""");
        return SearchFile.Read(new Workspace(_folder.Path), "p");
    }
}
