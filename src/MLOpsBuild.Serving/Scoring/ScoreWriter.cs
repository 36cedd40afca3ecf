using System.Text.Json;

namespace MLOpsBuild.Serving.Scoring;

/// <summary>Writes what a model says of a row: a score, with a decision where there is a threshold; of several classes the class and the probability of each.</summary>
internal static class ScoreWriter
{
    public static void Write(Utf8JsonWriter json, ServedModel model, ScoredRow row)
    {
        if (row.Error is not null)
        {
            json.WriteString("error", row.Error);
        }
        else if (model.Classes.Count == 0)
        {
            json.WriteNumber("score", row.Score);
            if (model.Threshold is { } threshold) json.WriteBoolean("decision", row.Score >= threshold);
        }
        else
        {
            json.WriteString("class", model.Classes[row.Best]);
            json.WriteStartObject("probabilities");
            for (var c = 0; c < model.Classes.Count; c++) json.WriteNumber(model.Classes[c], row.Scores.Span[c]);
            json.WriteEndObject();
        }
    }
}
