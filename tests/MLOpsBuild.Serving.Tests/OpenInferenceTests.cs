using System.Text.Json;

namespace MLOpsBuild.Serving.Tests;

public sealed class OpenInferenceTests
{
    private static string Body(string carrierData = "\"AA\",\"UA\"", string shape = "2", string more = "", string distance = "100,8", string distanceType = "FP64", string times = "\"2001-01-02T08:30\",\"2001-01-02T08:30\"") => $$"""
        {"id":"42","inputs":[
          {"name":"time","shape":[{{shape}}],"datatype":"BYTES","data":[{{times}}]},
          {"name":"distance","shape":[{{shape}}],"datatype":"{{distanceType}}","data":[{{distance}}]},
          {"name":"carrier","shape":[{{shape}}],"datatype":"BYTES","data":[{{carrierData}}]}]{{more}}}
        """;

    [Fact]
    public async Task Health_and_metadata_have_the_protocol_s_shape()
    {
        await using var server = await ServerFixture.StartAsync();
        Assert.Equal("""{"live":true}""", (await server.GetAsync("/v2/health/live")).Body.GetRawText());
        Assert.Equal("""{"ready":true}""", (await server.GetAsync("/v2/health/ready")).Body.GetRawText());
        Assert.Equal("""{"name":"delay","ready":true}""", (await server.GetAsync("/v2/models/delay/ready")).Body.GetRawText());
        Assert.Equal("""{"name":"delay","ready":true}""", (await server.GetAsync($"/v2/models/delay/versions/{ServerFixture.Version}/ready")).Body.GetRawText());
        Assert.Equal("""{"name":"mlopsbuild","version":"0.1.0","extensions":["partial_rows"]}""", (await server.GetAsync("/v2")).Body.GetRawText());
        Assert.Equal(
            $$"""{"name":"delay","versions":["{{ServerFixture.Version}}"],"platform":"mlopsbuild_linear","inputs":["""
            + """{"name":"time","datatype":"BYTES","shape":[-1]},{"name":"carrier","datatype":"BYTES","shape":[-1]},"""
            + """{"name":"distance","datatype":"FP64","shape":[-1]},{"name":"seats","datatype":"INT64","shape":[-1]}],"""
            + "\"outputs\":" + """[{"name":"score","datatype":"FP64","shape":[-1]},{"name":"error","datatype":"BYTES","shape":[-1]}]}""",
            (await server.GetAsync("/v2/models/delay")).Body.GetRawText());
    }

    [Theory]
    [InlineData("/v2/models/other", "The model 'other' is unknown; there is delay.")]
    [InlineData("/v2/models/delay/versions/9", "The version '9' of delay is not served")]
    [InlineData("/v2/models/delay/versions/9/ready", "The version '9' of delay is not served")]
    [InlineData("/v3", "There is nothing at GET /v3")]
    public async Task What_is_not_there_is_a_404_that_names_what_is(string path, string message)
    {
        await using var server = await ServerFixture.StartAsync();
        var (status, body) = await server.GetAsync(path);
        Assert.Equal(404, status);
        Assert.Contains(message, body.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"AA\",\"UA\"", "2")]
    [InlineData("\"AA\",\"UA\"", "2,1")]
    [InlineData("[\"AA\"],[\"UA\"]", "2,1")]
    public async Task Flat_and_nested_data_give_the_same_scores(string carriers, string shape)
    {
        await using var server = await (await ServerFixture.StartAsync()).WithArrivalsAsync();
        foreach (var path in new[] { "/v2/models/delay/infer", $"/v2/models/delay/versions/{ServerFixture.Version}/infer" })
        {
            var (status, body) = await server.PostAsync(path, Body(carriers, shape));
            Assert.Equal(200, status);
            Assert.Equal(
                $$"""{"model_name":"delay","model_version":"{{ServerFixture.Version}}","id":"42","parameters":{"as_of":"2001-01-01T12:00:00"},"""
                + "\"outputs\":" + """[{"name":"score","shape":[2],"datatype":"FP64","data":[67.25,2.25]}]}""",
                body.GetRawText());
        }
    }

    [Fact]
    public async Task A_row_without_history_refuses_the_request_and_names_the_row()
    {
        await using var server = await (await ServerFixture.StartAsync()).WithArrivalsAsync();
        var (status, body) = await server.PostAsync("/v2/models/delay/infer", Body("\"AA\",\"ZZ\""));
        Assert.Equal(422, status);
        Assert.Contains("1 of 2 rows have no score: row 1: No arrival of ZZ is known.", body.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Partial_gives_null_and_the_error_for_such_a_row()
    {
        await using var server = await (await ServerFixture.StartAsync()).WithArrivalsAsync();
        var (status, body) = await server.PostAsync("/v2/models/delay/infer", Body("\"AA\",\"ZZ\"", more: ""","parameters":{"partial":true}"""));
        Assert.Equal(200, status);
        Assert.Equal("[67.25,null]", body.GetProperty("outputs")[0].GetProperty("data").GetRawText());
        Assert.Equal("""["","No arrival of ZZ is known."]""", body.GetProperty("outputs")[1].GetProperty("data").GetRawText());
    }

    [Fact]
    public async Task Values_are_what_their_declared_datatype_holds()
    {
        await using var server = await (await ServerFixture.StartAsync()).WithArrivalsAsync();
        var (_, single) = await server.PostAsync("/v2/models/delay/infer", Body(distance: "0.1,8", distanceType: "FP32"));
        Assert.Equal(15 + 0.5 * 0.1f + 2 + 0.25, single.GetProperty("outputs")[0].GetProperty("data")[0].GetDouble());
        var (status, whole) = await server.PostAsync("/v2/models/delay/infer", Body(distance: "300,8", distanceType: "INT8"));
        Assert.Equal(400, status);
        Assert.Equal("row 0: input 'distance' does not fit into INT8.", whole.GetProperty("error").GetString());
    }

    [Theory]
    [InlineData("""{"inputs":[],"output":[]}""", "The key 'output' of the request is unknown; there are id, parameters, inputs, outputs.")]
    [InlineData("""{"inputs":[{"name":"speed","shape":[1],"datatype":"FP64","data":[1]}]}""", "Input 'speed' is unknown; there are time, carrier, distance, seats. Input 'time' is missing.")]
    [InlineData("""{"inputs":[{"name":"time","shape":[1],"datatype":"INT64","data":[1]}]}""", "Input 'time' has the datatype 'INT64'; accepted are BYTES.")]
    [InlineData("""{"inputs":[{"name":"time","shape":[2,2],"datatype":"BYTES","data":[1]}]}""", "Input 'time' must have the shape [n] or [n,1]")]
    [InlineData("""{"inputs":[{"name":"time","shape":[2],"datatype":"BYTES","data":["2001-01-01T00:00"]}]}""", "must have 'data' with 2 values")]
    [InlineData("""{"inputs":[{"name":"seats","shape":[1],"datatype":"INT64","data":[1]},{"name":"carrier","shape":[2],"datatype":"BYTES","data":["a","b"]}]}""", "Input 'carrier' has 2 rows, the first one 1.")]
    [InlineData("""{"inputs":[{"name":"seats","shape":[1],"datatype":"INT64","data":[1]},{"name":"seats","shape":[1],"datatype":"INT64","data":[1]}]}""", "Input 'seats' is given twice.")]
    [InlineData("""{"inputs":[],"outputs":[{"name":"logit"}]}""", "Output 'logit' is unknown; there are score, error.")]
    [InlineData("""{"inputs":[],"parameters":{"binary_data_output":true}}""", "binary tensors are not supported")]
    [InlineData("""{"inputs":[],"parameters":{"partial":"yes"}}""", "must be true or false")]
    [InlineData("""{"inputs":[{"name":"seats","shape":[-1],"datatype":"INT64","data":[]}]}""", "with n above 0")]
    [InlineData("""{"inputs":[{"name":7}]}""", "must have a text 'name'")]
    [InlineData("""[]""", "must be an object")]
    public async Task Wrong_requests_are_refused_by_name(string request, string message)
    {
        await using var server = await ServerFixture.StartAsync();
        var (status, body) = await server.PostAsync("/v2/models/delay/infer", request);
        Assert.Equal(400, status);
        Assert.Contains(message, body.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shape_of_billions_costs_nothing()
    {
        await using var server = await ServerFixture.StartAsync();
        var (status, _) = await server.PostAsync("/v2/models/delay/infer", """{"inputs":[{"name":"seats","shape":[2000000000],"datatype":"INT64","data":[1]}]}""");
        Assert.Equal(413, status);
    }

    [Fact]
    public async Task Unknown_models_cannot_be_asked()
    {
        await using var server = await ServerFixture.StartAsync();
        Assert.Equal(404, (await server.PostAsync("/v2/models/other/infer", Body())).Status);
        Assert.Equal(JsonValueKind.String, (await server.PostAsync("/v2/models/delay/versions/9/infer", Body())).Body.GetProperty("error").ValueKind);
    }
}
