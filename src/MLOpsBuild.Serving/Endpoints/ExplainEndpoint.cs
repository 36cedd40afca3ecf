using System.Text.Json;
using MLOpsBuild.Learning.Explanation;
using MLOpsBuild.Serving.Requests;
using MLOpsBuild.Serving.Scoring;

namespace MLOpsBuild.Serving.Endpoints;

/// <summary>
/// <c>POST /explain</c>: the rows of <c>/predict</c> in; for each its prediction, the model's inputs, and what each adds to the margin, which is what the model computes before its link
/// (log odds of a probability). The base value and the contributions sum to the margin.
/// </summary>
internal static class ExplainEndpoint
{
    public static Answer Handle(ModelInService service, JsonElement body, int maxRows)
    {
        if (service.Explainer is null) return Answer.Of(new Refusal(501, service.WhyUnexplained!));
        if (RecordsRequest.ReadRows(body, service.Inputs, service.MostExplained(maxRows), out var rows) is { } refusal) return Answer.Of(refusal);
        var (batch, explanation, places) = service.Explain(rows);
        for (var i = 0; i < places.Length; i++)
        {
            var isSum = batch.Rows[i].Error is not null || IsFinite(explanation!, places[i]);
            if (!isSum) batch.Rows[i] = new ScoredRow(default, "The contributions to the score are not finite.");
        }

        var answer = Answer.Of(200, json => Write(json, service.Model, batch, explanation, places));
        return answer with { Rows = rows.Count, FailedRows = batch.Failed };
    }

    private static bool IsFinite(MarginExplanation explanation, int row)
    {
        for (var output = 0; output < explanation.Outputs; output++)
        {
            if (!double.IsFinite(explanation.MarginOf(row, output))) return false;
            foreach (var value in explanation.Of(row, output))
            {
                if (!double.IsFinite(value)) return false;
            }
        }

        return true;
    }

    private static void Write(Utf8JsonWriter json, ServedModel model, ScoredBatch batch, MarginExplanation? explanation, int[] places)
    {
        json.WriteStartObject("model");
        json.WriteString("name", model.Name);
        json.WriteString("version", model.Version);
        json.WriteEndObject();
        AsOf.Write(json, batch.AsOf);
        json.WriteStartArray("rows");
        for (var i = 0; i < batch.Rows.Length; i++)
        {
            json.WriteStartObject();
            ScoreWriter.Write(json, model, batch.Rows[i]);
            if (batch.Rows[i].Error is null) Write(json, model, explanation!, places[i]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, ServedModel model, MarginExplanation explanation, int row)
    {
        json.WriteStartObject("features");
        foreach (var column in explanation.Rows.Columns)
        {
            json.WritePropertyName(column.Name);
            RecordWriter.Write(json, column[row]);
        }

        json.WriteEndObject();
        if (model.Classes.Count == 0)
        {
            WriteSum(json, explanation, row, 0);
            return;
        }

        json.WriteStartObject("classes");
        for (var c = 0; c < model.Classes.Count; c++)
        {
            json.WriteStartObject(model.Classes[c]);
            WriteSum(json, explanation, row, c);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteSum(Utf8JsonWriter json, MarginExplanation explanation, int row, int output)
    {
        json.WriteNumber("base", explanation.Base[output]);
        json.WriteNumber("margin", explanation.MarginOf(row, output));
        json.WriteStartObject("contributions");
        var contributions = explanation.Of(row, output);
        for (var i = 0; i < contributions.Length; i++) json.WriteNumber(explanation.Rows.Columns[i].Name, contributions[i]);
        json.WriteEndObject();
    }
}
