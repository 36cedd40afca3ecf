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

    public static Answer Handle(ModelInService service, JsonElement body, int maxRows)
    {
        var refusal = InferRequest.Read(body, service.Inputs, [.. OutputTensor.Of(service.Model).Select(o => o.Name)], service.MostRows(maxRows), out var request);
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
        foreach (var output in OutputTensor.Of(model))
        {
            var wanted = request.Outputs?.Contains(output.Name) ?? (output.Name != OutputTensor.Error || request.Partial);
            if (wanted) output.Write(json, model, batch);
        }

        json.WriteEndArray();
    }
}
