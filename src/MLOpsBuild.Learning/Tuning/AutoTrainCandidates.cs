using MLOpsBuild.Learning.Baselines;
using MLOpsBuild.Learning.Linear;
using MLOpsBuild.Learning.Trees;

namespace MLOpsBuild.Learning.Tuning;

/// <summary>What <see cref="AutoTrain"/> chooses from unless told otherwise. A method is added to the search by one entry here.</summary>
public static class AutoTrainCandidates
{
    private static readonly LearningTask[] NumberOrChoice = [LearningTask.Regression, LearningTask.Binary];

    /// <summary>The methods.</summary>
    public static IReadOnlyList<TrainerCandidate> All { get; } =
    [
        new("prior", [], ParameterValues.None, (task, _) => new PriorModel(task)) { Tasks = NumberOrChoice },
        new("linear", [new RealDimension("l2", 0.001, 10_000, isLogarithmic: true)], Values(("l2", "1")), Linear) { Tasks = NumberOrChoice },
        new(
            "boosted-trees",
            [
                new IntegerDimension("trees", 25, 800, 25, isLogarithmic: true),
                new IntegerDimension("depth", 2, 8),
                new RealDimension("learningRate", 0.01, 0.3, isLogarithmic: true),
                new RealDimension("minChildWeight", 1, 200, isLogarithmic: true),
                new RealDimension("l2", 0.01, 100, isLogarithmic: true),
            ],
            Values(("trees", "200"), ("depth", "4"), ("learningRate", "0.05"), ("minChildWeight", "20"), ("l2", "1")),
            BoostedTrees) { Tasks = NumberOrChoice },
    ];

    /// <summary>The preparations: one entry is no choice, and makes no parameter.</summary>
    public static IReadOnlyList<Preparation> Preparations { get; } = [Preparation.None];

    /// <summary>The methods that can learn a task.</summary>
    public static IReadOnlyList<TrainerCandidate> For(LearningTask task) => [.. All.Where(c => c.Tasks.Contains(task))];

    private static ITrainer Linear(LearningTask task, ParameterValues values)
    {
        var options = new LinearOptions { L2 = values.Real("l2") };
        return task == LearningTask.Binary ? new LogisticRegression(options) : new RidgeRegression(options);
    }

    private static BoostedTrees BoostedTrees(LearningTask task, ParameterValues values) => new(new BoostedTreesOptions
    {
        Task = task,
        Trees = values.Integer("trees"),
        Depth = values.Integer("depth"),
        LearningRate = values.Real("learningRate"),
        MinChildWeight = values.Real("minChildWeight"),
        L2 = values.Real("l2"),
    });

    private static ParameterValues Values(params IEnumerable<(string Name, string Value)> values) => new(values.Select(v => KeyValuePair.Create(v.Name, v.Value)));
}
