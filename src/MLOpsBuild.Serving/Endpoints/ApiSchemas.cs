using System.Text.Json.Nodes;
using MLOpsBuild.Pipelines.Features;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Serving.Endpoints;

/// <summary>JSON schemas of what a served model takes and gives, as an OpenAPI document refers to them.</summary>
internal static class ApiSchemas
{
    public static JsonObject Of(ServedModel model)
    {
        var prediction = model.Classes.Count == 0 ? Score(model) : Classes(model);
        return new JsonObject
        {
            ["Error"] = Record(("error", Text("what was found, what is allowed, and where"))),
            ["Row"] = Fields(model.Features.Inputs),
            ["Rows"] = new JsonObject { ["anyOf"] = new JsonArray(ListOf("Row"), Record(("rows", ListOf("Row")))) },
            ["Prediction"] = new JsonObject { ["anyOf"] = new JsonArray(prediction, Ref("Error")) },
            ["Predictions"] = Answer("Prediction"),
            ["Sum"] = Sum(),
            ["Explanation"] = new JsonObject { ["anyOf"] = new JsonArray(Explanation(model, prediction), Ref("Error")) },
            ["Explanations"] = Answer("Explanation"),
        };
    }

    public static JsonObject Ref(string name) => new() { ["$ref"] = "#/components/schemas/" + name };

    public static JsonObject ListOf(string name) => new() { ["type"] = "array", ["items"] = Ref(name), ["minItems"] = 1 };

    /// <summary>An object of these fields and no others; optional ones may be null or left out.</summary>
    public static JsonObject Fields(IReadOnlyList<Field> fields)
    {
        var schema = Record([.. fields.Select(field => (field.Name, OfField(field)))]);
        schema["required"] = new JsonArray([.. fields.Where(f => !f.Optional).Select(f => (JsonNode)f.Name)]);
        schema["additionalProperties"] = false;
        return schema;
    }

    /// <summary>An object that has at least these members.</summary>
    public static JsonObject Record(params IReadOnlyList<(string Name, JsonObject Schema)> members) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(members.Select(m => KeyValuePair.Create<string, JsonNode?>(m.Name, m.Schema))),
        ["required"] = new JsonArray([.. members.Select(m => (JsonNode)m.Name)]),
    };

    private static JsonObject OfField(Field field)
    {
        var type = field.Type switch { ColumnType.Number => "number", ColumnType.Integer => "integer", _ => "string" };
        var schema = new JsonObject { ["type"] = field.Optional ? new JsonArray(type, "null") : type, ["description"] = field.Description };
        if (field.Type == ColumnType.Time) schema["examples"] = new JsonArray("2001-01-31T23:55");
        return schema;
    }

    private static JsonObject Score(ServedModel model) =>
        model.Threshold is null ? Record(("score", Number())) : Record(("score", Number()), ("decision", new JsonObject { ["type"] = "boolean" }));

    private static JsonObject Classes(ServedModel model) => Record(
        ("class", new JsonObject { ["enum"] = new JsonArray([.. model.Classes.Select(c => (JsonNode)c)]) }),
        ("probabilities", Record([.. model.Classes.Select(c => (c, new JsonObject { ["type"] = "number", ["minimum"] = 0, ["maximum"] = 1 }))])));

    private static JsonObject Sum()
    {
        var schema = Record(("base", Number()), ("margin", Number()), ("contributions", new JsonObject { ["type"] = "object", ["additionalProperties"] = Number() }));
        schema["description"] = "The base value and the contributions sum to the margin: what the model computes before its link, such as log odds.";
        return schema;
    }

    private static JsonObject Explanation(ServedModel model, JsonObject prediction)
    {
        var features = Record(("features", new JsonObject { ["type"] = "object" }));
        var sums = model.Classes.Count == 0 ? Ref("Sum") : Record(("classes", Record([.. model.Classes.Select(c => (c, Ref("Sum")))])));
        return new JsonObject { ["allOf"] = new JsonArray(prediction.DeepClone(), features, sums) };
    }

    private static JsonObject Answer(string row) => Record(
        ("model", Record(("name", Text("the model")), ("version", Text("its package's digest")))),
        ("asOf", new JsonObject { ["type"] = new JsonArray("string", "null"), ["description"] = "the newest event that was known" }),
        ("rows", ListOf(row)));

    private static JsonObject Text(string description) => new() { ["type"] = "string", ["description"] = description };

    private static JsonObject Number() => new() { ["type"] = "number" };
}
