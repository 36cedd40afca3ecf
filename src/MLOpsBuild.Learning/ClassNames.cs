using System.Globalization;

namespace MLOpsBuild.Learning;

/// <summary>What the classes of a model are called where answers name them.</summary>
public static class ClassNames
{
    /// <summary>The model's own names; where it has none the classes' numbers from 0, written out; empty for a task without classes.</summary>
    public static IReadOnlyList<string> Of(ITrainedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Task != LearningTask.Multiclass) return [];
        return model.Classes.Count > 0 ? model.Classes : [.. Enumerable.Range(0, model.Outputs).Select(c => c.ToString(CultureInfo.InvariantCulture))];
    }
}
