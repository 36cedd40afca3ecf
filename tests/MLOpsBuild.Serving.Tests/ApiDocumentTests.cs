using System.Text.Json;
using System.Text.Json.Nodes;

namespace MLOpsBuild.Serving.Tests;

/// <summary>The document of the API says what the server does.</summary>
public sealed class ApiDocumentTests
{
    [Fact]
    public async Task Every_path_of_the_document_answers()
    {
        await using var server = await ServerFixture.StartAsync();
        var (_, document) = await server.GetAsync("/openapi.json");
        Assert.Equal("3.1.0", document.GetProperty("openapi").GetString());
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            if (path.Name == "/metrics") continue;
            var status = path.Value.TryGetProperty("get", out _) ? (await server.GetAsync(path.Name)).Status : (await server.PostAsync(path.Name, "{}")).Status;
            Assert.True(status is 200 or 400 or 501, $"{path.Name}: {status}");
        }

        Assert.True(document.GetProperty("paths").TryGetProperty("/events/arrival", out _));
    }

    [Fact]
    public async Task Every_reference_leads_somewhere()
    {
        await using var server = await ServerFixture.StartAsync(Flowers.Model("linear"));
        var (_, body) = await server.GetAsync("/openapi.json");
        var document = JsonNode.Parse(body.GetRawText())!;
        string[] references = [.. All(document).OfType<JsonObject>().Select(o => (string?)o["$ref"]).OfType<string>().Distinct()];
        Assert.NotEmpty(references);
        Assert.All(references, r => Assert.NotNull(document["components"]!["schemas"]![r.Split('/')[^1]]));
    }

    [Fact]
    public async Task Rows_and_answers_have_the_members_that_their_schemas_require()
    {
        await using var server = await ServerFixture.StartAsync(Flowers.Model("boosted-trees"));
        var (_, document) = await server.GetAsync("/openapi.json");
        var schemas = document.GetProperty("components").GetProperty("schemas");
        Assert.Equal("""["length"]""", schemas.GetProperty("Row").GetProperty("required").GetRawText());
        Assert.Equal("""["string","null"]""", schemas.GetProperty("Row").GetProperty("properties").GetProperty("colour").GetProperty("type").GetRawText());
        var (_, predicted) = await server.PostAsync("/predict", """[{"length":6}]""");
        Holds(schemas.GetProperty("Predictions"), predicted);
        Holds(schemas.GetProperty("Prediction").GetProperty("anyOf")[0], predicted.GetProperty("rows")[0]);
        var (_, explained) = await server.PostAsync("/explain", """[{"length":6}]""");
        foreach (var part in schemas.GetProperty("Explanation").GetProperty("anyOf")[0].GetProperty("allOf").EnumerateArray()) Holds(part, explained.GetProperty("rows")[0]);
        Holds(schemas.GetProperty("Sum"), explained.GetProperty("rows")[0].GetProperty("classes").GetProperty("rose"));
    }

    private static void Holds(JsonElement schema, JsonElement answer) =>
        Assert.All(schema.GetProperty("required").EnumerateArray(), name => Assert.True(answer.TryGetProperty(name.GetString()!, out _), name.GetString()));

    private static IEnumerable<JsonNode> All(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(m => All(m.Value)).Prepend(members),
        JsonArray items => items.SelectMany(All),
        _ => [],
    };
}
