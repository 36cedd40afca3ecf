using System.Text.Json;
using MLOpsBuild.Serving.Api;
using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Serving.Tests;

/// <summary>A model of several classes answers with a class and the probability of each.</summary>
public sealed class MulticlassTests
{
    private const string Rows = """[{"length":6,"colour":"red"},{"length":-1},{"length":6,"colour":"blue"}]""";

    private static readonly double[] Expected = Flowers.Model("linear").Model.Predict(Flowers.Table([6, 6], ["red", "blue"]));

    [Fact]
    public async Task Rows_get_a_class_and_the_probability_of_each_by_name()
    {
        await using var server = await ServerFixture.StartAsync(Flowers.Model("linear"));
        var (status, body) = await server.PostAsync("/predict", Rows);
        Assert.Equal(200, status);
        var first = body.GetProperty("rows")[0];
        Assert.Equal("rose", first.GetProperty("class").GetString());
        Assert.Equal(Flowers.Classes, first.GetProperty("probabilities").EnumerateObject().Select(p => p.Name));
        Assert.Equal(Expected[..3], first.GetProperty("probabilities").EnumerateObject().Select(p => p.Value.GetDouble()));
        Assert.Equal("""{"error":"No flower is that short."}""", body.GetProperty("rows")[1].GetRawText());
        Assert.Equal("tulip", body.GetProperty("rows")[2].GetProperty("class").GetString());
    }

    [Fact]
    public async Task The_protocol_gives_a_tensor_of_rows_by_classes_and_their_names()
    {
        await using var server = await ServerFixture.StartAsync(Flowers.Model("linear"));
        var (_, metadata) = await server.GetAsync("/v2/models/flowers");
        Assert.Equal(
            """[{"name":"class","datatype":"BYTES","shape":[-1]},{"name":"probabilities","datatype":"FP64","shape":[-1,3]},"""
            + """{"name":"classes","datatype":"BYTES","shape":[3]},{"name":"error","datatype":"BYTES","shape":[-1]}]""",
            metadata.GetProperty("outputs").GetRawText());

        var (status, body) = await server.PostAsync("/v2/models/flowers/infer", """
            {"inputs":[{"name":"length","shape":[3],"datatype":"FP64","data":[6,-1,6]},{"name":"colour","shape":[3],"datatype":"BYTES","data":["red","red","blue"]}],"parameters":{"partial":true}}
            """);
        Assert.Equal(200, status);
        var outputs = body.GetProperty("outputs").EnumerateArray().ToDictionary(o => o.GetProperty("name").GetString()!);
        Assert.Equal("[3,3]", outputs["probabilities"].GetProperty("shape").GetRawText());
        Assert.Equal(
            [.. Expected[..3], null, null, null, .. Expected[3..]],
            outputs["probabilities"].GetProperty("data").EnumerateArray().Select(v => v.ValueKind == JsonValueKind.Null ? (double?)null : v.GetDouble()));
        Assert.Equal("""["rose",null,"tulip"]""", outputs["class"].GetProperty("data").GetRawText());
        Assert.Equal(Flowers.Classes, outputs["classes"].GetProperty("data").EnumerateArray().Select(v => v.GetString()));
    }

    [Fact]
    public async Task The_suite_passes_with_the_offline_probabilities_and_fails_in_the_last_bit()
    {
        await using var server = await ServerFixture.StartAsync(Flowers.Model("linear"));
        var pass = await ApiTests.RunAsync(server.Server.Address, Expectation(Expected[..3]), TestContext.Current.CancellationToken);
        Assert.True(pass.Verdict == Verdict.Pass, string.Join(Environment.NewLine, pass.Findings.Where(f => f.Severity == Severity.Error).Select(f => f.Message)));
        double[] other = [Expected[0], Math.BitIncrement(Expected[1]), Expected[2]];
        Assert.Equal(Verdict.Fail, (await ApiTests.RunAsync(server.Server.Address, Expectation(other), TestContext.Current.CancellationToken)).Verdict);
    }

    [Fact]
    public async Task A_prediction_of_another_length_contradicts_the_classes() =>
        Assert.Equal(Verdict.Error, (await ApiTests.RunAsync(new Uri("http://127.0.0.1:1"), Expectation([1]), TestContext.Current.CancellationToken)).Verdict);

    [Fact]
    public void A_model_whose_classes_share_a_name_is_not_served()
    {
        var set = Flowers.Set(Learning.LearningTask.Multiclass) with { Classes = ["a", "b", "a"] };
        var model = new Learning.Linear.MultinomialRegression().Train(set, new Learning.TrainingOptions(1), TestContext.Current.CancellationToken);
        Assert.Contains("a name of its own", Assert.Throws<ArgumentException>(() => new ServedModel("flowers", "1", model, new Flowers())).Message, StringComparison.Ordinal);
    }

    private static ApiExpectation Expectation(double[] scores) => new()
    {
        Model = "flowers",
        Version = "1",
        Inputs = new Flowers().Inputs,
        Classes = Flowers.Classes,
        Steps = [new ApiRows([new ApiRow([Cell.Of(6.0), Cell.Of("red")], scores), new ApiRow([Cell.Of(-1.0), Cell.Missing], null)])],
    };
}
