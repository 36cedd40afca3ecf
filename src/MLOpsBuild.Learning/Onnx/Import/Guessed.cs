using System.Text.Json;
using MLOpsBuild.Learning.Onnx.Graphs;

namespace MLOpsBuild.Learning.Onnx.Import;

/// <summary>What a file shows about a model without saying it.</summary>
internal static class Guessed
{
    public const string TaskKey = "mlopsbuild.task";
    public const string ClassesKey = "mlopsbuild.classes";

    private static readonly HashSet<string> PassOn = new(StringComparer.Ordinal) { "Identity", "Cast", "Reshape", "Squeeze", "Unsqueeze", "Flatten" };

    /// <summary>The task that a file of this library names; null for others.</summary>
    public static LearningTask? TaskIn(OnnxFile file) =>
        file.Metadata.FirstOrDefault(m => m.Key == TaskKey).Value is { } name && Enum.TryParse<LearningTask>(name, out var task) && Enum.IsDefined(task) ? task : null;

    /// <summary>The task by the numbers that are given for a row.</summary>
    public static LearningTask TaskOf(OnnxFile file, int width) => width switch
    {
        > 2 => LearningTask.Multiclass,
        2 => LearningTask.Binary,
        _ => EndsInProbability(file) ? LearningTask.Binary : LearningTask.Regression,
    };

    /// <summary>The names of the classes: as a file of this library says them, or those of its classifier.</summary>
    public static IReadOnlyList<string> Classes(OnnxFile file)
    {
        if (file.Metadata.FirstOrDefault(m => m.Key == ClassesKey).Value is { } json)
        {
            try
            {
                return JsonSerializer.Deserialize<string[]>(json) ?? [];
            }
            catch (JsonException)
            {
                throw new InvalidDataException($"The ONNX model's {ClassesKey} are no list of names: {json}");
            }
        }

        var classifier = file.Nodes.FirstOrDefault(n => n.Domain == OnnxFile.Ml && n.Operator.EndsWith("Classifier", StringComparison.Ordinal));
        if (classifier is null) return [];
        return classifier["classlabels_strings"]?.Texts
            ?? (classifier["classlabels_int64s"] ?? classifier["classlabels_ints"])?.Integers?.Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)).ToArray()
            ?? [];
    }

    private static bool EndsInProbability(OnnxFile file)
    {
        var last = file.Nodes.LastOrDefault(n => !PassOn.Contains(n.Operator));
        return last?.Operator == "Sigmoid" || last?.Operator.EndsWith("Classifier", StringComparison.Ordinal) == true;
    }
}
