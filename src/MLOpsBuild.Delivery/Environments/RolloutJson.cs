using System.Text.Json;
using MLOpsBuild.Delivery.Json;

namespace MLOpsBuild.Delivery.Environments;

/// <summary>Reads and writes the <c>rollout</c> part of an environment.</summary>
internal static class RolloutJson
{
    public static Rollout Read(StrictValue value) => new(value.AsObject().List("steps", ReadStep));

    public static void Write(Utf8JsonWriter json, Rollout rollout)
    {
        json.WriteStartObject("rollout");
        json.WriteStartArray("steps");
        foreach (var step in rollout.Steps) WriteStep(json, step);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static RolloutStep ReadStep(StrictValue value)
    {
        var item = value.AsObject();
        if (item.Keys.Count > 1) value.Problem("a step is exactly one of setWeight, pause and analysis.");
        if (item.Optional("setWeight") is { } weight) return new SetWeightStep((int)weight.AsInteger(0, 100));
        if (item.Optional("pause") is { } pause) return ReadPause(pause.AsObject());
        if (item.Optional("analysis") is { } analysis) return ReadAnalysis(analysis);
        if (item.Keys.Count == 0) value.Problem("the step is empty; expected one of setWeight, pause and analysis.");
        return new PauseStep(null);
    }

    private static PauseStep ReadPause(StrictObject item) =>
        new(item.Optional("duration")?.As(Durations.TryParse, Durations.Expected, TimeSpan.Zero));

    private static AnalysisStep ReadAnalysis(StrictValue value)
    {
        var item = value.AsObject();
        var conditions = new List<(string, Condition)>();
        foreach (var metric in AnalysisStep.KnownMetrics)
        {
            if (item.Optional(metric) is { } limit && ReadCondition(metric, limit) is { } condition) conditions.Add((metric, condition));
        }

        if (item.Keys.Count == 0) value.Problem($"no condition; known metrics: {string.Join(", ", AnalysisStep.KnownMetrics)}.");
        return new AnalysisStep(conditions);
    }

    private static Condition? ReadCondition(string metric, StrictValue value)
    {
        var text = value.AsText();
        var condition = Condition.TryParse(text);
        if (condition is null)
        {
            if (text.Length > 0) value.Problem($"found '{text}', expected {Condition.Expected}.");
            return null;
        }

        var isTime = AnalysisStep.LatencyMetrics.Contains(metric);
        if (isTime && condition.Unit == ConditionUnit.None) value.Problem($"'{text}' needs a unit: us, ms or s.");
        if (!isTime && condition.Unit != ConditionUnit.None) value.Problem($"'{text}' is a time; {metric} has no unit.");
        return condition;
    }

    private static void WriteStep(Utf8JsonWriter json, RolloutStep step)
    {
        json.WriteStartObject();
        switch (step)
        {
            case SetWeightStep weight:
                json.WriteNumber("setWeight", weight.Percent);
                break;
            case PauseStep pause:
                json.WriteStartObject("pause");
                if (pause.Duration is { } duration) json.WriteString("duration", Durations.ToText(duration));
                json.WriteEndObject();
                break;
            case AnalysisStep analysis:
                json.WriteStartObject("analysis");
                foreach (var (metric, condition) in analysis.Conditions) json.WriteString(metric, condition.Text);
                json.WriteEndObject();
                break;
        }

        json.WriteEndObject();
    }
}
