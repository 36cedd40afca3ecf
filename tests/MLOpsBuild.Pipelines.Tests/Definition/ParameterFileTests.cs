using MLOpsBuild.Pipelines.Definition;
using MLOpsBuild.Pipelines.Tests.Fixtures;

namespace MLOpsBuild.Pipelines.Tests.Definition;

public sealed class ParameterFileTests : IDisposable
{
    private const string Settings = """
        {
          "window": "2001-01..2001-03",
          "train": { "trees": 200, "rate": 0.05, "early": true, "bounds": [1, 2] }
        }
        """;

    private readonly TempFolder _folder = new();

    private sealed record Train(int Trees, double Rate, bool Early, int[] Bounds);

    private sealed record All(string Window, Train Train);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_file_becomes_the_record()
    {
        var all = Read();

        Assert.Equal("2001-01..2001-03", all.Window);
        Assert.Equal((200, 0.05, true), (all.Train.Trees, all.Train.Rate, all.Train.Early));
    }

    [Fact]
    public void Overrides_take_the_type_of_what_they_replace()
    {
        var all = Read("window=2001-02", "train.trees=300", "train.rate=1e-2", "train.early=false", "train.bounds=[3]");

        Assert.Equal("2001-02", all.Window);
        Assert.Equal((300, 0.01, false), (all.Train.Trees, all.Train.Rate, all.Train.Early));
        Assert.Equal([3], all.Train.Bounds);
    }

    [Fact]
    public void The_last_override_of_a_name_counts() => Assert.Equal(400, Read("train.trees=300", "train.trees=400").Train.Trees);

    [Fact]
    public void An_override_may_hold_an_equals_sign() => Assert.Equal("a=b", Read("window=a=b").Window);

    [Theory]
    [InlineData("trees", "expected name=value")]
    [InlineData("=3", "expected name=value")]
    [InlineData("trees=3", "there is no 'trees'; known here: train, window.")]
    [InlineData("train.tree=3", "there is no 'tree'; known here: bounds, early, rate, trees.")]
    [InlineData("training.trees=3", "there is no 'training'; known here: train, window.")]
    [InlineData("window.from=3", "there is no 'window'")]
    [InlineData("train..trees=3", "there is no ''")]
    [InlineData("train.trees=many", "expected a number, as 200 is.")]
    [InlineData("train.trees=", "expected a number, as 200 is.")]
    [InlineData("train.trees=null", "expected a number, as 200 is.")]
    [InlineData("train.trees=\"3\"", "expected a number, as 200 is.")]
    [InlineData("train.early=yes", "expected true or false, as true is.")]
    [InlineData("train.bounds=3", "expected a list, as [1,2] is.")]
    [InlineData("train=3", "expected an object, as")]
    public void A_wrong_override_is_refused_with_what_is_allowed(string change, string message)
    {
        var problem = Assert.Throws<ConfigurationException>(() => Read(change));

        Assert.StartsWith($"--set {change}: ", problem.Message, StringComparison.Ordinal);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "p.json:1: ")]
    [InlineData("[]", "p.json is not a JSON object.")]
    [InlineData("null", "p.json is not a JSON object.")]
    [InlineData("{\n  \"window\": \n}", "p.json:3: ")]
    [InlineData("{\n  \"window\": \"a\",\n  \"window\": \"b\"\n}", "p.json: Duplicate property 'window'")]
    public void A_broken_file_is_refused_with_its_line(string text, string message)
    {
        var problem = Assert.Throws<ConfigurationException>(() => ParameterFile.Read(_folder.Write("p.json", text), "p.json", ["window=c"]));

        Assert.StartsWith(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Equal("p.json is missing.", Assert.Throws<ConfigurationException>(() => ParameterFile.Read(_folder["p.json"], "p.json", [])).Message);

    [Theory]
    [InlineData("{ \"window\": \"a\" }", "train")]
    [InlineData("{ \"window\": \"a\", \"train\": null }", "train")]
    [InlineData("{ \"window\": \"a\", \"train\": { \"trees\": 1.5, \"rate\": 1, \"early\": true, \"bounds\": [] } }", "trees")]
    [InlineData("{ \"window\": \"a\", \"train\": { \"trees\": 1, \"rate\": 1, \"early\": true, \"bounds\": [], \"leaves\": 3 } }", "leaves")]
    public void Settings_that_do_not_fit_the_record_are_refused(string text, string named)
    {
        var root = ParameterFile.Read(_folder.Write("p.json", text), "p.json", []);

        var problem = Assert.Throws<ConfigurationException>(() => ParameterFile.As<All>(root, "p.json"));

        Assert.StartsWith("p.json: ", problem.Message, StringComparison.Ordinal);
        Assert.Contains(named, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_as_texts_are_flat_and_do_not_repeat_options()
    {
        var texts = ParameterTexts.Of(new { Options = new { Trees = 200, Rate = 0.05 }, Window = "2001-04", Train = new { Bounds = new[] { 1, 2 }, Early = true } });

        Assert.Equal(["rate=0.05", "train.bounds=[1,2]", "train.early=true", "trees=200", "window=2001-04"], texts.Select(t => $"{t.Key}={t.Value}"));
    }

    private All Read(params string[] overrides) => ParameterFile.As<All>(ParameterFile.Read(_folder.Write("p.json", Settings), "p.json", overrides), "p.json");
}
