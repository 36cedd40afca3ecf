using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MLOpsBuild.Learning.Tuning;
using MLOpsBuild.Pipelines.Definition;

namespace MLOpsBuild.Pipelines.Tuning;

/// <summary>A search of one pipeline's parameters, checked against the pipeline as it stands.</summary>
public sealed class SearchPlan
{
    private readonly SearchFile _file;

    internal SearchPlan(SearchFile file, JsonObject parameters, RowSelection training, RowSelection evaluation)
    {
        _file = file;
        Space = file.Space();
        Folds = file.Validation.Divide(training);
        Window = training.Window.ToString();
        foreach (var dimension in Space.Dimensions) _ = ValueAt(parameters, dimension.Name);
        var (evaluated, learned) = (ValidationPlan.Days(evaluation), ValidationPlan.Days(training));
        if (evaluated.First <= learned.Last && learned.First <= evaluated.Last)
        {
            throw new ConfigurationException($"The evaluation window {evaluation.Window} overlaps the training window {training.Window}: a search would choose by the rows that the model is judged on.");
        }

        Start = Current(parameters);
        Strategy = Create(parameters);
    }

    /// <summary>The parameters that are searched.</summary>
    public SearchSpace Space { get; }

    /// <summary>On which days trials learn and are measured.</summary>
    public IReadOnlyList<TimeFold> Folds { get; }

    /// <summary>What trials are measured by.</summary>
    public string Metric => _file.Metric;

    /// <summary>The most time to spend; null for no limit.</summary>
    public TimeSpan? Time => _file.Minutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null;

    /// <summary>The parameters in use, tried first; null when they lie outside of the space.</summary>
    public ParameterValues? Start { get; }

    /// <summary>What is tried.</summary>
    public ISearchStrategy Strategy { get; }

    /// <summary>The training window: a trial must not change it.</summary>
    internal string Window { get; }

    /// <summary>Chooses the rows of a trial on a share of them.</summary>
    internal ulong Seed => _file.Seed;

    private ISearchStrategy Create(JsonObject parameters)
    {
        var options = new StrategyOptions { Space = Space, Trials = _file.Trials, Seed = _file.Seed, Start = Start is null ? [] : [Start] };
        try
        {
            return _file.Strategy switch
            {
                "grid" => new GridSearch(options, _file.Grid.Points),
                "bayesian" => new TreeParzenSearch(options, new TreeParzenOptions { InitialTrials = _file.Bayesian.InitialTrials, Batch = _file.Bayesian.Batch }),
                "halving" => new SuccessiveHalving(options, Resource(parameters), _file.Halving.Rungs, _file.Halving.Factor),
                _ => new RandomSearch(options),
            };
        }
        catch (ArgumentException problem)
        {
            throw new ConfigurationException($"{SearchFile.FileName}: {problem.Message}", problem);
        }
    }

    private HalvingResource Resource(JsonObject parameters)
    {
        var name = _file.Halving.Resource;
        if (name == HalvingSettings.Rows) return HalvingResource.Rows;
        return ValueAt(parameters, name) is JsonValue value && value.TryGetValue<int>(out var most) && most > 0
            ? HalvingResource.Of(name, most)
            : throw new ConfigurationException($"{SearchFile.FileName}: the resource {name} is no whole number above 0 in parameters.json.");
    }

    /// <summary>The values of <c>parameters.json</c>, as far as the space has a place for them.</summary>
    private ParameterValues? Current(JsonObject parameters)
    {
        var chosen = Space.Choose(dimension => Canonical(dimension, ValueAt(parameters, dimension.Name)));
        return Space.WhyNot(chosen) is null ? chosen : null;
    }

    private static string Canonical(Dimension dimension, JsonNode node)
    {
        var text = node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : node.ToJsonString();
        return dimension is RealDimension && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number.ToString("R", CultureInfo.InvariantCulture)
            : text;
    }

    private static JsonNode ValueAt(JsonObject parameters, string name)
    {
        JsonNode? at = parameters;
        foreach (var part in name.Split('.'))
        {
            var inner = at as JsonObject;
            at = inner?[part] ?? throw new ConfigurationException(
                $"{SearchFile.FileName}: '{name}' is no parameter of parameters.json: there is no '{part}'{(inner is null ? "" : $"; known here: {string.Join(", ", inner.Select(p => p.Key).Order(StringComparer.Ordinal))}")}.");
        }

        return at is JsonObject or JsonArray ? throw new ConfigurationException($"{SearchFile.FileName}: '{name}' is no single value in parameters.json.") : at;
    }
}
