using MLOpsBuild.Learning.Formats;

namespace MLOpsBuild.Learning.Ensembles;

/// <summary>Trains, checks, writes and reads the members of an ensemble.</summary>
internal static class MemberModels
{
    public const int Most = 1000;

    public static ITrainedModel[] Train(string format, IReadOnlyList<ITrainer> trainers, TrainingSet set, TrainingOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(options);
        if (trainers.Count is 0 or > Most) throw new ArgumentException($"There are {trainers.Count} members; an ensemble has 1 to {Most}.", nameof(trainers));
        var start = Start(format, trainers.Count, set);
        var models = new ITrainedModel[trainers.Count];
        for (var i = 0; i < models.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            models[i] = trainers[i].Train(set with { Start = start?[i] }, options with { Progress = null }, cancellationToken);
            options.Progress?.Report(new TrainingProgress(i + 1, models.Length, models[i].LearningCurve.Count > 0 ? models[i].LearningCurve[^1] : 0));
        }

        return Difference(models) is { } difference ? throw new ArgumentException(difference, nameof(trainers)) : models;
    }

    public static void Write(ModelWriter writer, IReadOnlyList<ITrainedModel> models)
    {
        writer.Integer(models.Count);
        foreach (var model in models) writer.Model(model);
    }

    public static ITrainedModel[] Read(ModelReader reader)
    {
        var models = new ITrainedModel[reader.Integer(1, Most)];
        for (var i = 0; i < models.Length; i++) models[i] = reader.Model();
        return Difference(models) is { } difference ? throw reader.Wrong(difference) : models;
    }

    public static IReadOnlyList<(string Name, string Value)> Describe(string format, IReadOnlyList<ITrainedModel> models) =>
        [("format", format), .. models.SelectMany((m, i) => m.Describe().Select(d => ($"member {i + 1}: {d.Name}", d.Value)))];

    private static IReadOnlyList<ITrainedModel>? Start(string format, int members, TrainingSet set) => set.Start switch
    {
        null => null,
        CombinedModel model when model.Format == format && model.Members.Count == members => model.Members,
        var other => throw new ArgumentException($"The model to go on from is '{other.Format}', not '{format}' with {members} members.", nameof(set)),
    };

    private static string? Difference(ITrainedModel[] models)
    {
        var first = models[0];
        if (first.Task == LearningTask.Clustering) return "clusterings have no common numbers for their clusters";
        foreach (var model in models)
        {
            if (model.Task != first.Task || model.Outputs != first.Outputs || !model.Classes.SequenceEqual(first.Classes)) return $"a member predicts {model.Task} with {model.Outputs} numbers a row, another {first.Task} with {first.Outputs}, or the classes differ";
            if (!model.Inputs.SequenceEqual(first.Inputs)) return $"a member reads {Names(model)}, another {Names(first)}";
        }

        return null;
    }

    private static string Names(ITrainedModel model) => string.Join(", ", model.Inputs.Select(i => $"{i.Name} ({i.Type})"));
}
