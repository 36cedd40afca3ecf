using System.Text.Json;
using MLOpsBuild.Serving.Scoring;

namespace MLOpsBuild.Serving.OpenInference;

/// <summary>
/// A tensor that an inference answer can have. A model with one output gives <c>score</c>; one of K classes gives <c>class</c>, <c>probabilities</c> of the shape [n, K], row by row, and
/// <c>classes</c>, the K names in that order.
/// </summary>
/// <param name="Name">The tensor's name.</param>
/// <param name="Datatype">Its datatype.</param>
internal sealed record OutputTensor(string Name, string Datatype)
{
    public const string Error = "error";
    private const string Probabilities = "probabilities";
    private const string Classes = "classes";

    private static readonly OutputTensor Score = new("score", "FP64");
    private static readonly OutputTensor Decision = new("decision", "BOOL");
    private static readonly OutputTensor Why = new(Error, "BYTES");
    private static readonly OutputTensor[] OfClasses = [new("class", "BYTES"), new(Probabilities, "FP64"), new(Classes, "BYTES"), Why];

    public static IReadOnlyList<OutputTensor> Of(ServedModel model) =>
        model.Classes.Count > 0 ? OfClasses : model.Threshold is null ? [Score, Why] : [Score, Decision, Why];

    /// <summary>The shape; −1 stands for any number of rows.</summary>
    public IReadOnlyList<int> Shape(ServedModel model, int rows) => Name switch
    {
        Probabilities => [rows, model.Classes.Count],
        Classes => [model.Classes.Count],
        _ => [rows],
    };

    public void Write(Utf8JsonWriter json, ServedModel model, ScoredBatch batch)
    {
        json.WriteStartObject();
        json.WriteString("name", Name);
        json.WriteStartArray("shape");
        foreach (var size in Shape(model, batch.Rows.Length)) json.WriteNumberValue(size);
        json.WriteEndArray();
        json.WriteString("datatype", Datatype);
        json.WriteStartArray("data");
        if (Name == Classes) foreach (var name in model.Classes) json.WriteStringValue(name);
        else foreach (var row in batch.Rows) Write(json, model, row);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Write(Utf8JsonWriter json, ServedModel model, ScoredRow row)
    {
        if (Name == Error) json.WriteStringValue(row.Error ?? "");
        else if (Name == Probabilities) WriteProbabilities(json, model, row);
        else if (row.Error is not null) json.WriteNullValue();
        else if (this == Score) json.WriteNumberValue(row.Score);
        else if (this == Decision) json.WriteBooleanValue(row.Score >= model.Threshold);
        else json.WriteStringValue(model.Classes[row.Best]);
    }

    private static void WriteProbabilities(Utf8JsonWriter json, ServedModel model, ScoredRow row)
    {
        for (var c = 0; c < model.Classes.Count; c++)
        {
            if (row.Error is null) json.WriteNumberValue(row.Scores.Span[c]);
            else json.WriteNullValue();
        }
    }
}
