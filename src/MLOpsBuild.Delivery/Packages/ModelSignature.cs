using System.Text.Json;
using MLOpsBuild.Delivery.Json;
using MLOpsBuild.Learning;
using MLOpsBuild.Pipelines.Features;

namespace MLOpsBuild.Delivery.Packages;

/// <summary>What a model takes and gives: enough for a server to check records and to build the features. Holds no metric and no provenance.</summary>
public sealed record ModelSignature
{
    /// <summary>The model's name, as environments name it.</summary>
    public required string Name { get; init; }

    /// <summary>What it predicts.</summary>
    public required LearningTask Task { get; init; }

    /// <summary>The fields of a raw record, in order.</summary>
    public required IReadOnlyList<Field> Inputs { get; init; }

    /// <summary>The features that the model is given, in its own order.</summary>
    public required IReadOnlyList<Field> Features { get; init; }

    /// <summary>The full name of the type that computes the features (an <see cref="IFeatureSet"/>).</summary>
    public required string FeatureSet { get; init; }

    /// <summary>The full names of the types that read the model (<see cref="Learning.Loading.IModelFormat"/>) when it is of a format of the pipeline's own; empty for the library's formats.</summary>
    public IReadOnlyList<string> ModelFormats { get; init; } = [];

    /// <summary>The column that the model learned.</summary>
    public required string Target { get; init; }

    /// <summary>The names of the classes of a multiclass model, in the order of its outputs; empty for other tasks.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>The probability from which a binary model says yes, above 0 and below 1; null for other tasks or where callers decide.</summary>
    public double? Threshold { get; init; }

    /// <summary>The same texts and fields in the same order.</summary>
    public bool Equals(ModelSignature? other) => other is not null && ToBytes().AsSpan().SequenceEqual(other.ToBytes());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Task, FeatureSet, Target);

    /// <summary>Deterministic JSON.</summary>
    public byte[] ToBytes() => StrictJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("version", 1);
        json.WriteString("name", Name);
        json.WriteString("task", SignatureTasks.NameOf(Task));
        json.WriteString("target", Target);
        if (Threshold is { } threshold) json.WriteNumber("threshold", threshold);
        json.WriteString("featureSet", FeatureSet);
        WriteTexts(json, "modelFormats", ModelFormats);
        WriteTexts(json, "classes", Classes);
        SignatureFields.Write(json, "inputs", Inputs);
        SignatureFields.Write(json, "features", Features);
        json.WriteEndObject();
    });

    /// <summary>Reads what <see cref="ToBytes"/> writes.</summary>
    /// <exception cref="InvalidFileException">Something is unknown, missing or contradicts itself.</exception>
    public static ModelSignature Parse(ReadOnlySpan<byte> utf8, string file = "signature.json") => StrictJson.Read(utf8, file, root =>
    {
        var item = root.AsObject();
        item.Version1();
        var signature = new ModelSignature
        {
            Name = item.Text("name"),
            Task = item.Required("task", out var task) ? task.As(SignatureTasks.Parse, SignatureTasks.Known, LearningTask.Binary) : LearningTask.Binary,
            Target = item.Text("target"),
            Threshold = item.Optional("threshold")?.AsNumber(),
            FeatureSet = item.Text("featureSet"),
            ModelFormats = item.OptionalList("modelFormats", value => value.AsText()),
            Classes = item.OptionalList("classes", value => value.AsText()),
            Inputs = SignatureFields.Read(item, "inputs"),
            Features = SignatureFields.Read(item, "features"),
        };
        if (signature.Problem() is { } problem) root.Problem(problem);
        return signature;
    });

    /// <summary>Why the signature contradicts itself; null when it does not.</summary>
    internal string? Problem() => this switch
    {
        { Threshold: not null, Task: LearningTask.Regression } => "a regression has no threshold.",
        { Threshold: not null, Task: not LearningTask.Binary } => $"the task {SignatureTasks.NameOf(Task)} has no threshold; a binary one has.",
        { Task: LearningTask.Multiclass, Classes.Count: < 2 } => $"a multiclass model has two classes or more; here {(Classes.Count == 0 ? "is none" : $"is only '{Classes[0]}'")}.",
        { Task: not LearningTask.Multiclass, Classes.Count: > 0 } => $"the task {SignatureTasks.NameOf(Task)} has no classes.",
        { Threshold: not (null or (> 0 and < 1)) } => "the threshold must be above 0 and below 1.",
        { Features.Count: 0 } => "there is no feature.",
        _ => SignatureFields.Twice(Inputs) is { } input ? $"the input '{input}' occurs twice."
            : Classes.GroupBy(c => c, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice ? $"the class '{twice.Key}' occurs twice."
            : SignatureFields.Twice(Features) is { } feature ? $"the feature '{feature}' occurs twice."
            : null,
    };

    // Left out when there are none, so that the packages of before keep their digests.
    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0) return;
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
