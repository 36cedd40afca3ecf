using MLOpsBuild.Learning;

namespace MLOpsBuild.Delivery.Packages;

/// <summary>The words for tasks in signatures.</summary>
internal static class SignatureTasks
{
    private static readonly LearningTask[] All = Enum.GetValues<LearningTask>();

    /// <summary>All words, as an error lists them.</summary>
    public static string Known { get; } = string.Join(" or ", All.Select(NameOf));

    public static string NameOf(LearningTask task) => task switch
    {
        LearningTask.Binary => "binary",
        LearningTask.Multiclass => "multiclass",
        LearningTask.Ranking => "ranking",
        LearningTask.Clustering => "clustering",
        LearningTask.Anomaly => "anomaly",
        _ => "regression",
    };

    public static LearningTask? Parse(string text) => All.Cast<LearningTask?>().FirstOrDefault(task => NameOf(task!.Value) == text);
}
