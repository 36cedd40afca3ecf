using System.Text;
using System.Text.Json.Nodes;
using MLOpsBuild.Pipelines.Features;

namespace MLOpsBuild.Serving.Endpoints;

/// <summary>The server's API as an OpenAPI 3.1 document: rows, events and answers have the schemas of the model that is served.</summary>
internal static class ApiDocument
{
    public static ReadOnlyMemory<byte> Of(ServedModel model)
    {
        var document = new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = model.Name, ["version"] = model.Version },
            ["paths"] = Paths(model),
            ["components"] = new JsonObject { ["schemas"] = ApiSchemas.Of(model) },
        };
        return Encoding.UTF8.GetBytes(document.ToJsonString());
    }

    private static JsonObject Paths(ServedModel model)
    {
        var paths = new JsonObject
        {
            ["/predict"] = Post("Predicts: one answer a row, in order.", ApiSchemas.Ref("Rows"), ApiSchemas.Ref("Predictions")),
            ["/explain"] = Post("Predicts and says what each feature adds.", ApiSchemas.Ref("Rows"), ApiSchemas.Ref("Explanations")),
            ["/history"] = Get("How far the history of events reaches."),
            ["/metrics"] = Get("Prometheus text.", "text/plain"),
            ["/v2"] = Get("Open Inference Protocol v2: the server."),
            ["/v2/health/live"] = Get("Whether the server runs."),
            ["/v2/health/ready"] = Get("Whether it takes requests; 503 when not."),
            [$"/v2/models/{model.Name}"] = Get("The model's tensors."),
            [$"/v2/models/{model.Name}/ready"] = Get("Whether the model takes requests; 503 when not."),
            [$"/v2/models/{model.Name}/infer"] = Post(
                "Open Inference Protocol v2: one tensor a field in, tensors out.",
                ApiSchemas.Record(("inputs", new JsonObject { ["type"] = "array" })),
                ApiSchemas.Record(("model_name", new JsonObject { ["type"] = "string" }), ("outputs", new JsonObject { ["type"] = "array" }))),
        };
        foreach (var kind in model.Features.Events) paths[$"/events/{kind.Kind}"] = Events(kind);
        return paths;
    }

    private static JsonObject Events(EventKind kind)
    {
        var events = new JsonObject { ["type"] = "array", ["items"] = ApiSchemas.Fields(kind.Fields), ["minItems"] = 1 };
        return Post("Tells what happened, oldest first.", ApiSchemas.Record(("events", events)), ApiSchemas.Record(("accepted", new JsonObject { ["type"] = "integer" })));
    }

    private static JsonObject Post(string summary, JsonObject body, JsonObject answer) => new()
    {
        ["post"] = new JsonObject
        {
            ["summary"] = summary,
            ["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Json(body) },
            ["responses"] = new JsonObject
            {
                ["200"] = new JsonObject { ["description"] = "done", ["content"] = Json(answer) },
                ["default"] = new JsonObject { ["description"] = "refused", ["content"] = Json(ApiSchemas.Ref("Error")) },
            },
        },
    };

    private static JsonObject Get(string summary, string type = "application/json") => new()
    {
        ["get"] = new JsonObject
        {
            ["summary"] = summary,
            ["responses"] = new JsonObject { ["200"] = new JsonObject { ["description"] = "done", ["content"] = new JsonObject { [type] = new JsonObject() } } },
        },
    };

    private static JsonObject Json(JsonObject schema) => new() { ["application/json"] = new JsonObject { ["schema"] = schema } };
}
