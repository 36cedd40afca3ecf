using System.Globalization;

namespace MLOpsBuild.Learning.Ensembles;

/// <summary>Parts of training sets.</summary>
internal static class TrainingRows
{
    /// <summary>Some of the rows, for models that must predict as many classes as one that was trained on all of them.</summary>
    public static TrainingSet Take(TrainingSet set, int[] rows, ITrainedModel whole) => set with
    {
        Features = set.Features.Take(rows),
        Target = set.Target.Length == 0 ? [] : Array.ConvertAll(rows, row => set.Target[row]),
        Weights = set.Weights is { } weights ? Array.ConvertAll(rows, row => weights[row]) : null,
        Groups = set.Groups is { } groups ? Array.ConvertAll(rows, row => groups[row]) : null,
        // Without names, the number of classes would be that of those that are left.
        Classes = whole.Task == LearningTask.Multiclass && set.Classes.Count == 0
            ? [.. Enumerable.Range(0, whole.Outputs).Select(c => c.ToString(CultureInfo.InvariantCulture))]
            : set.Classes,
    };
}
