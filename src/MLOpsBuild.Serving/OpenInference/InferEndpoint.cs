using System.Text.Json;
using MLOpsBuild.Serving.Requests;
using MLOpsBuild.Serving.Scoring;

namespace MLOpsBuild.Serving.OpenInference;

/// <summary>
/// <c>POST /v2/models/{m}[/versions/{v}]/infer</c>. The protocol knows no errors of single rows, so one row without a score refuses the request
/// with 422, unless the parameter <c>partial</c> is true: then its score is null and the output <c>error</c> says why.
/// </summary>
internal static class InferEndpoint
{
    private const int RowsNamed = 10;

    public static IReadOnlyList<string> Outputs(ServedModel model) => model.Threshold is null ? ["score", "error"] : ["score", "decision", "error"];

    public static Answer Handle(ModelInService service, JsonElement body, int maxRows)
    {
        var refusal = InferRequest.Read(body, service.Inputs, Outputs(service.Model), maxRows, out var request);
        if (refusal is not null) return Answer.Of(refusal);
        var batch = service.Score(request!.Rows);
        var answer = batch.Failed > 0 && !request.Partial
            ? Answer.Of(new Refusal(422, Explain(batch)))
            : Answer.Of(200, json => Write(json, service.Model, request, batch));
        return answer with { Rows = batch.Rows.Length, FailedRows = batch.Failed };
    }

    private static string Explain(ScoredBatch batch)
    {
        var failed = batch.Rows.Index().Where(row => row.Item.Error is not null).ToList();
        var named = string.Join(" ", failed.Take(RowsNamed).Select(row => $"row {row.Index}: {row.Item.Error}"));
        var more = failed.Count > RowsNamed ? $" And {failed.Count - RowsNamed} more." : "";
        return $"{failed.Count} of {batch.Rows.Length} rows have no score: {named}{more} Set the parameter 'partial' to true to get the others.";
    }

    private static void Write(Utf8JsonWriter json, ServedModel model, InferRequest request, ScoredBatch batch)
    {
        json.WriteString("model_name", model.Name);
        json.WriteString("model_version", model.Version);
        if (request.Id is not null) json.WriteString("id", request.Id);
        json.WriteStartObject("parameters");
        if (batch.AsOf is { } asOf) json.WriteString("as_of", Words.Of(asOf));
        json.WriteEndObject();
        json.WriteStartArray("outputs");
        foreach (var output in Outputs(model))
        {
            var wanted = request.Outputs?.Contains(output) ?? (output != "error" || request.Partial);
            if (wanted) WriteTensor(json, output, model, batch);
        }

        json.WriteEndArray();
    }

    private static void WriteTensor(Utf8JsonWriter json, string output, ServedModel model, ScoredBatch batch)
    {
        json.WriteStartObject();
        json.WriteString("name", output);
        json.WriteStartArray("shape");
        json.WriteNumberValue(batch.Rows.Length);
        json.WriteEndArray();
        json.WriteString("datatype", Datatype(output));
        json.WriteStartArray("data");
        foreach (var row in batch.Rows)
        {
            if (output == "error") json.WriteStringValue(row.Error ?? "");
            else if (row.Error is not null) json.WriteNullValue();
            else if (output == "score") json.WriteNumberValue(row.Score);
            else json.WriteBooleanValue(row.Score >= model.Threshold);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static string Datatype(string output) => output switch { "score" => "FP64", "decision" => "BOOL", _ => "BYTES" };
}
