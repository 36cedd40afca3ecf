using System.Text.Json;
using MLOpsBuild.Serving.Requests;
using MLOpsBuild.Serving.Scoring;

namespace MLOpsBuild.Serving.Endpoints;

/// <summary><c>POST /predict</c>: plain JSON rows in, one score (of several classes: a class and its probabilities) or error per row out.</summary>
internal static class PredictEndpoint
{
    public static Answer Handle(ModelInService service, JsonElement body, int maxRows)
    {
        if (RecordsRequest.ReadRows(body, service.Inputs, service.MostRows(maxRows), out var rows) is { } refusal) return Answer.Of(refusal);
        var batch = service.Score(rows);
        var answer = Answer.Of(200, json => Write(json, service.Model, batch));
        return answer with { Rows = rows.Count, FailedRows = batch.Failed };
    }

    private static void Write(Utf8JsonWriter json, ServedModel model, ScoredBatch batch)
    {
        json.WriteStartObject("model");
        json.WriteString("name", model.Name);
        json.WriteString("version", model.Version);
        json.WriteEndObject();
        AsOf.Write(json, batch.AsOf);
        json.WriteStartArray("rows");
        foreach (var row in batch.Rows)
        {
            json.WriteStartObject();
            ScoreWriter.Write(json, model, row);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
