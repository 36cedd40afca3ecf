using MLOpsBuild.Learning.Tuning;
using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Pipelines.Tuning;

/// <summary>A pipeline's <c>search.json</c>: which of its parameters to search, how, and by what to measure them. Unknown keys are errors.</summary>
public sealed record SearchFile
{
    /// <summary>The file's name beside the pipeline.</summary>
    public const string FileName = "search.json";

    /// <summary>The strategies' names.</summary>
    public static IReadOnlyList<string> Strategies { get; } = ["grid", "random", "bayesian", "halving"];

    /// <summary>The format's version.</summary>
    public required int Version { get; init; }

    /// <summary>The ranges, by the parameter's name in <c>parameters.json</c>, inner names behind a dot: <c>train.depth</c>. Their order in the file means nothing.</summary>
    public required SortedDictionary<string, SearchedParameter> Parameters { get; init; }

    /// <summary>One of <see cref="Strategies"/>.</summary>
    public required string Strategy { get; init; }

    /// <summary>The number of trials: see <see cref="StrategyOptions.Trials"/>. Default 20.</summary>
    public int Trials { get; init; } = 20;

    /// <summary>Decides all that is left to chance. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>No trial begins after this many minutes; null for no limit. What is found then depends on the machine: see <see cref="SearchOptions.Time"/>.</summary>
    public double? Minutes { get; init; }

    /// <summary>On which rows trials are measured.</summary>
    public required ValidationPlan Validation { get; init; }

    /// <summary>What trials are measured by: see <see cref="TuningMetric"/>. Default <c>loss</c>.</summary>
    public string Metric { get; init; } = TuningMetric.Loss;

    /// <summary>The settings of the grid.</summary>
    public GridSettings Grid { get; init; } = new();

    /// <summary>The settings of the Bayesian search.</summary>
    public BayesianSettings Bayesian { get; init; } = new();

    /// <summary>The settings of successive halving.</summary>
    public HalvingSettings Halving { get; init; } = new();

    /// <summary>Reads a pipeline's file.</summary>
    /// <exception cref="ConfigurationException">It is missing, broken, or says what makes no search; all problems of its values are told.</exception>
    public static SearchFile Read(Workspace workspace, string pipeline)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        var path = Path.Combine(workspace.PipelineFolder(pipeline), FileName);
        var shown = workspace.Show(path);
        var file = StepJson.ReadFile<SearchFile>(path, shown);
        if (file.Version != 1) throw new ConfigurationException($"{shown} is of version {file.Version}; this build reads version 1.");
        var problems = file.Problems().ToArray();
        return problems.Length == 0 ? file : throw new ConfigurationException($"{shown}: {string.Join(" ", problems)}");
    }

    /// <summary>The parameters with their ranges, each behind those it depends on.</summary>
    /// <exception cref="ArgumentException">A range is wrong, or a condition names no other parameter.</exception>
    public SearchSpace Space()
    {
        var left = new SortedDictionary<string, SearchedParameter>(Parameters, StringComparer.Ordinal);
        var ordered = new List<Dimension>();
        while (left.FirstOrDefault(p => p.Value.When is not { } when || !left.ContainsKey(when.Parameter)) is { Key: not null } next)
        {
            ordered.Add(next.Value.ToDimension(next.Key));
            left.Remove(next.Key);
        }

        return left.Count == 0 ? new SearchSpace(ordered) : throw new ArgumentException($"These parameters depend on each other in a circle: {string.Join(", ", left.Keys)}.");
    }

    private IEnumerable<string> Problems()
    {
        if (!Strategies.Contains(Strategy)) yield return $"No strategy is named '{Strategy}'; there are {string.Join(", ", Strategies)}.";
        if (!TuningMetric.Names.Contains(Metric)) yield return $"No metric is named '{Metric}'; there are {string.Join(", ", TuningMetric.Names)}.";
        if (Trials is < 1 or > 100_000) yield return $"trials is {Trials}; it must be from 1 to 100000.";
        if (Minutes is { } minutes && !(minutes > 0 && double.IsFinite(minutes))) yield return "minutes must be above 0.";
        if (Validation.Problem is { } problem) yield return problem;
        if (SpaceProblem() is { } space) yield return space;
    }

    private string? SpaceProblem()
    {
        try
        {
            Space();
            return null;
        }
        catch (ArgumentException problem)
        {
            return problem.Message;
        }
    }
}

/// <summary>Settings of a grid.</summary>
/// <param name="Points">See <see cref="GridSearch"/>.</param>
public sealed record GridSettings(int Points = 4);

/// <summary>Settings of a Bayesian search.</summary>
/// <param name="InitialTrials">See <see cref="TreeParzenOptions.InitialTrials"/>.</param>
/// <param name="Batch">See <see cref="TreeParzenOptions.Batch"/>.</param>
public sealed record BayesianSettings(int InitialTrials = 10, int Batch = 4);

/// <summary>Settings of successive halving.</summary>
/// <param name="Resource"><c>rows</c>, or the name of a parameter of whole numbers that is given in shares; in the last rung it has the value of <c>parameters.json</c>.</param>
/// <param name="Rungs">See <see cref="SuccessiveHalving"/>.</param>
/// <param name="Factor">See <see cref="SuccessiveHalving"/>.</param>
public sealed record HalvingSettings(string Resource = HalvingSettings.Rows, int Rungs = 3, int Factor = 3)
{
    /// <summary>The resource is the share of training rows.</summary>
    public const string Rows = "rows";
}
