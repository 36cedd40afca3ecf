using System.Text.Json;
using MLOpsBuild.Learning;
using MLOpsBuild.Learning.Linear;

namespace MLOpsBuild.Serving.Tests;

/// <summary>Contributions of features, asked of a server.</summary>
public sealed class ExplainTests
{
    private const string Rows = """[{"length":6,"colour":"red"},{"length":-1},{"length":2.5,"colour":"green"},{"length":9,"colour":null}]""";

    [Theory]
    [InlineData("boosted-trees")]
    [InlineData("linear")]
    public async Task The_contributions_of_a_row_sum_to_the_log_odds_of_its_score(string format)
    {
        await using var server = await ServerFixture.StartAsync(Flowers.Model(format, LearningTask.Binary));
        var (status, body) = await server.PostAsync("/explain", Rows);
        Assert.Equal(200, status);
        Assert.Equal("""{"error":"No flower is that short."}""", body.GetProperty("rows")[1].GetRawText());
        foreach (var row in new[] { 0, 2, 3 }.Select(i => body.GetProperty("rows")[i]))
        {
            var margin = row.GetProperty("margin").GetDouble();
            Assert.Equal(margin, SumOf(row), 1e-12);
            Assert.Equal(row.GetProperty("score").GetDouble(), 1 / (1 + Math.Exp(-margin)), 1e-12);
            Assert.Equal(["length", "colour"], row.GetProperty("contributions").EnumerateObject().Select(c => c.Name));
        }

        Assert.Equal("red", body.GetProperty("rows")[0].GetProperty("features").GetProperty("colour").GetString());
        var (_, plain) = await server.PostAsync("/predict", Rows);
        Assert.Equal(plain.GetProperty("rows")[0].GetProperty("score").GetRawText(), body.GetProperty("rows")[0].GetProperty("score").GetRawText());
    }

    [Theory]
    [InlineData("boosted-trees")]
    [InlineData("linear")]
    [InlineData("random-forest")]
    public async Task Each_class_has_a_sum_of_its_own(string format)
    {
        await using var server = await ServerFixture.StartAsync(Flowers.Model(format));
        var (status, body) = await server.PostAsync("/explain", Rows);
        Assert.Equal(200, status);
        var row = body.GetProperty("rows")[0];
        var margins = Flowers.Classes.Select(c => row.GetProperty("classes").GetProperty(c)).Select(c =>
        {
            Assert.Equal(c.GetProperty("margin").GetDouble(), SumOf(c), 1e-12);
            return c.GetProperty("margin").GetDouble();
        }).ToArray();
        // A forest's margins are shares, the others' are logarithms.
        var parts = format == "random-forest" ? margins : Array.ConvertAll(margins, Math.Exp);
        for (var c = 0; c < parts.Length; c++) Assert.Equal(row.GetProperty("probabilities").GetProperty(Flowers.Classes[c]).GetDouble(), parts[c] / parts.Sum(), 1e-12);
    }

    [Fact]
    public async Task A_linear_model_s_contributions_are_its_coefficients_times_the_values()
    {
        var model = Flowers.Model("linear", LearningTask.Binary);
        await using var server = await ServerFixture.StartAsync(model);
        var (_, body) = await server.PostAsync("/explain", """[{"length":1,"colour":"red"},{"length":2,"colour":"red"},{"length":4,"colour":"red"}]""");
        double[] amounts = [.. body.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("contributions").GetProperty("length").GetDouble())];
        Assert.Equal(2 * (amounts[1] - amounts[0]), amounts[2] - amounts[1], 1e-12);
        Assert.Single(body.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("contributions").GetProperty("colour").GetDouble()).Distinct());
    }

    [Fact]
    public async Task A_model_that_is_no_sum_is_a_501_that_says_so()
    {
        await using var server = await ServerFixture.StartAsync(Flowers.Model("prior"));
        var (status, body) = await server.PostAsync("/explain", Rows);
        Assert.Equal(501, status);
        Assert.Contains("'prior' can not be explained", body.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_rows_than_allowed_are_refused()
    {
        await using var server = await ServerFixture.StartAsync(Flowers.Model("linear"), new ServerOptions { MaxExplainedRows = 3 });
        var (status, body) = await server.PostAsync("/explain", Rows);
        Assert.Equal(413, status);
        Assert.Contains("at most 3 rows", body.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("[{\"length\":\"6\"}]")]
    [InlineData("[{\"size\":6}]")]
    public async Task What_predict_refuses_is_refused(string body)
    {
        await using var server = await ServerFixture.StartAsync(Flowers.Model("linear"));
        Assert.Equal(400, (await server.PostAsync("/explain", body)).Status);
    }

    [Fact]
    public async Task A_sum_that_overflows_is_an_error_of_its_row()
    {
        var red = new Dictionary<string, IReadOnlyDictionary<string, double>> { ["colour"] = new Dictionary<string, double> { ["red"] = 0.5 } };
        var model = new LinearCoefficients(0, new Dictionary<string, double> { ["length"] = 1e10 }, new Dictionary<string, double>(), red)
            .ToModel(LearningTask.Binary, [new ModelInput("length", Tables.ColumnType.Number), new ModelInput("colour", Tables.ColumnType.Text)]);
        await using var server = await ServerFixture.StartAsync(new ServedModel("flowers", "1", model, new Flowers()));
        var (status, body) = await server.PostAsync("/explain", """[{"length":1e308,"colour":"red"},{"length":1e-300,"colour":"red"}]""");
        Assert.Equal(200, status);
        Assert.Equal("The contributions to the score are not finite.", body.GetProperty("rows")[0].GetProperty("error").GetString());
        Assert.True(body.GetProperty("rows")[1].TryGetProperty("margin", out _));
    }

    private static double SumOf(JsonElement sum) => sum.GetProperty("base").GetDouble() + sum.GetProperty("contributions").EnumerateObject().Sum(c => c.Value.GetDouble());
}
