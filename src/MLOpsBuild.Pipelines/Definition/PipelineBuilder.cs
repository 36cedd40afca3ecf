using System.Text;
using System.Text.Json.Nodes;
using MLOpsBuild.Content;
using MLOpsBuild.Content.Chunking;
using MLOpsBuild.Data;
using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Data.Summaries;
using MLOpsBuild.Data.Validation;
using MLOpsBuild.Learning;
using MLOpsBuild.Learning.Evaluation;
using MLOpsBuild.Learning.Loading;
using MLOpsBuild.Pipelines.Features;
using MLOpsBuild.Pipelines.Steps;
using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Definition;

/// <summary>Collects the steps of a pipeline. Every method adds a step and returns a typed handle to what it will make; nothing runs here.</summary>
public sealed partial class PipelineBuilder
{
    private readonly List<Step> _steps = [];
    private readonly string _folder;
    private readonly Workspace _workspace;
    private readonly DataLock _lock;
    private readonly JsonObject _parameters;

    internal PipelineBuilder(string name, Workspace workspace, DataLock dataLock, IReadOnlyList<string> overrides)
    {
        Name = name;
        _workspace = workspace;
        _folder = workspace.PipelineFolder(name);
        _lock = dataLock;
        ParametersFile = workspace.Show(Path.Combine(_folder, "parameters.json"));
        _parameters = ParameterFile.Read(Path.Combine(_folder, "parameters.json"), ParametersFile, overrides);
    }

    internal IReadOnlyList<Step> Steps => _steps;

    /// <summary>The formats that this pipeline's models can have.</summary>
    internal ModelFormats Formats { get; private set; } = ModelFormats.Default;

    /// <summary>The formats that the pipeline brings itself.</summary>
    internal List<IModelFormat> OwnFormats { get; } = [];

    /// <summary>How the model is made; null for a pipeline that trains none.</summary>
    internal TrainingRecipe? Recipe { get; private set; }

    /// <summary>The settings with the overrides.</summary>
    internal JsonObject ParameterObject => _parameters;

    internal SortedDictionary<string, string> ParameterTexts => Definition.ParameterTexts.Of(_parameters);

    private string Name { get; }

    private string ParametersFile { get; }

    /// <summary>The settings as a record.</summary>
    /// <exception cref="ConfigurationException">They do not fit.</exception>
    internal T Parameters<T>() => ParameterFile.As<T>(_parameters, ParametersFile);

    /// <summary>Makes the models of a trainer of the pipeline's own readable wherever a model is read: in later steps, gates, packages and servers. Named before the steps that read models.</summary>
    /// <exception cref="ArgumentException">A format of that name is known already.</exception>
    public void Reads(IModelFormat format)
    {
        Formats = Formats.With(format);
        OwnFormats.Add(format);
    }

    /// <summary>A pinned dataset, with one validation and one profile per partition.</summary>
    /// <exception cref="ConfigurationException">The data lock does not know it; the known ones are listed.</exception>
    public Dataset Dataset(string name)
    {
        if (!_lock.Datasets.TryGetValue(name, out var locked))
        {
            throw new ConfigurationException($"data.lock.json has no dataset '{name}'; it has {string.Join(", ", _lock.Datasets.Keys)}.");
        }

        var schemaPath = Path.Combine(_workspace.Root, locked.Schema);
        var schema = DatasetSchema.Load(schemaPath);
        var schemaDigest = _workspace.Store.PutFile(schemaPath);
        var profiles = new List<Artifact<Profile>>();
        var validations = new List<Artifact<GateResult>>();
        Artifact<PastSummary>? past = null;
        foreach (var partition in locked.Partitions)
        {
            var (verdict, profile, next) = ValidationStep(name, partition, locked.Format, schema, schemaDigest, past);
            past = next;
            validations.Add(verdict);
            profiles.Add(profile);
        }

        return new Dataset(name, locked.Partitions, schema, schemaDigest) { Format = locked.Format, Profiles = profiles, Validations = validations };
    }

    /// <summary>Features and label of every partition. A partition's step reads the one before it for features that look back.</summary>
    public FeatureTable Features(IBatchFeatures set, Dataset dataset, Label label)
    {
        var parts = dataset.Partitions.Select((partition, index) => FeatureStep(set, dataset, label, index)).ToArray();
        return new FeatureTable(dataset, set, label, parts);
    }

    /// <summary>A model, trained on some rows.</summary>
    public Artifact<ITrainedModel> Train(ITrainer trainer, RowSelection rows) => TrainBy(TrainingRecipe.Of(trainer, rows));

    /// <summary>A model's metrics and predictions on some rows.</summary>
    public (Artifact<EvaluationResult> Metrics, Artifact<Table> Predictions) Evaluate(Artifact<ITrainedModel> model, RowSelection rows, EvaluationPlan plan)
    {
        var metrics = new Artifact<EvaluationResult>("evaluate");
        var predictions = new Artifact<Table>(metrics.Step, "predictions");
        Func<StepContext, CancellationToken, Task> execute = (context, _) =>
        {
            var table = rows.Read(context);
            var trained = context.Read(model);
            RowSchema.Check(trained, model.ToString(), table, rows.Features);
            var scores = trained.Predict(rows.Inputs(table));
            context.Write(predictions, Scoring.Predictions(rows, table, scores).ToTable());
            context.WriteJson(metrics, Scoring.Evaluate(trained.Task, rows, table, scores, plan, context.Threads));
            return Task.CompletedTask;
        };
        var settings = Settings(
            ("window", rows.Window.ToString()),
            ("replicates", $"{plan.Replicates}"),
            ("seed", $"{plan.Seed}"),
            ("slices", string.Join("; ", plan.Slices)));
        if (plan.Metrics is { } named) settings["metrics"] = string.Join(", ", named);
        // A reader's code decides what is read.
        Add(metrics.Step, [new StepInput("model", model, null), .. rows.AsInputs()], execute, [.. OwnFormats.Select(f => f.GetType())], settings);
        return (metrics, predictions);
    }

    private Artifact<ITrainedModel> TrainBy(TrainingRecipe recipe)
    {
        Recipe = recipe;
        var model = new Artifact<ITrainedModel>("train");
        Func<StepContext, CancellationToken, Task> execute = async (context, stop) =>
            context.Write(model, await recipe.Train(context, recipe.Rows.Read(context), stop).ConfigureAwait(false));
        var parameters = new SortedDictionary<string, string>(recipe.Parameters, StringComparer.Ordinal) { ["window"] = recipe.Rows.Window.ToString() };
        Add(model.Step, recipe.Rows.AsInputs().Concat(recipe.Inputs), execute, recipe.Types, parameters, methods: recipe.Methods);
        return model;
    }

    private Artifact<Table> FeatureStep(IBatchFeatures set, Dataset dataset, Label label, int index)
    {
        var partition = dataset.Partitions[index];
        var earlier = index == 0 || set.Events.Count == 0 ? null : dataset.Partitions[index - 1];
        var features = new Artifact<Table>($"features@{partition.Name}");
        Func<StepContext, CancellationToken, Task> execute = (context, _) =>
        {
            var records = Records.Read(context.Store, dataset, partition);
            var before = earlier is null ? Array.Empty<Table>() : [Records.Read(context.Store, dataset, earlier)];
            var time = records[dataset.TimeColumn].Rename(FeatureTable.TimeColumn);
            var computed = set.Compute(records, before);
            Column[] group = label.GroupedBy is { } by ? [records[by].Rename(FeatureTable.GroupColumn)] : [];
            context.Write(features, new Table([time, .. computed.Columns, new NumberColumn(label.Name, label.Value(records)), .. group]));
            return Task.CompletedTask;
        };
        var inputs = new List<StepInput> { new(partition.Name, null, partition.Digest) };
        if (earlier is not null) inputs.Add(new StepInput(earlier.Name, null, earlier.Digest));
        Add(features.Step, inputs, execute, [set.GetType()], LabelSettings(label), methods: [label.Value.Method]);
        return features;
    }

    /// <summary>
    /// One reading of a partition gives its verdict and its profile, and adds it to the summary of all before it: a step names one earlier output, so a new partition costs only itself.
    /// </summary>
    private (Artifact<GateResult> Verdict, Artifact<Profile> Profile, Artifact<PastSummary> Past) ValidationStep(
        string dataset, Partition partition, string format, DatasetSchema schema, Digest schemaDigest, Artifact<PastSummary>? earlier)
    {
        var verdict = new Artifact<GateResult>($"validate@{partition.Name}");
        var profile = new Artifact<Profile>(verdict.Step, "profile");
        var past = new Artifact<PastSummary>(verdict.Step, "past");
        Func<StepContext, CancellationToken, Task> execute = (context, stop) =>
        {
            var history = earlier is null ? PastSummary.None : PastSummary.FromJson(context.Bytes(earlier));
            var options = new ValidationOptions { Threads = context.Threads, Format = format, Forced = partition.Forced };
            using var file = ChunkedFile.Open(context.Store, partition.Digest);
            var read = Validator.Read(schema, file, Records.FileName(dataset, partition, format), history, options, stop);
            context.WriteJson(verdict, read.Result);
            context.Put(profile, Encoding.UTF8.GetBytes(read.Profile.ToJson()));
            context.Put(past, history.With(read.Profile).ToJson());
            return Task.CompletedTask;
        };
        var inputs = new List<StepInput> { new(partition.Name, null, partition.Digest), new("schema", null, schemaDigest) };
        if (earlier is not null) inputs.Add(new StepInput(earlier.ToString(), earlier, null));
        Add(verdict.Step, inputs, execute, [], partition.Forced.Count > 0 ? Settings(("forced", string.Join(", ", partition.Forced))) : null);
        return (verdict, profile, past);
    }

    private void Add(
        string name,
        IEnumerable<StepInput> inputs,
        Func<StepContext, CancellationToken, Task> execute,
        IReadOnlyList<Type> types,
        SortedDictionary<string, string>? parameters = null,
        IReadOnlyList<System.Reflection.MethodBase>? methods = null)
    {
        var all = parameters ?? new SortedDictionary<string, string>(StringComparer.Ordinal);
        _steps.Add(new Step { Name = name, Inputs = [.. inputs], Parameters = all, Methods = [execute.Method, .. methods ?? []], Types = types, Execute = execute });
    }

    private static SortedDictionary<string, string> LabelSettings(Label label)
    {
        var settings = Settings(("label", label.Name));
        if (label.Classes.Count > 0) settings["classes"] = string.Join(", ", label.Classes);
        if (label.GroupedBy is { } by) settings["groupedBy"] = by;
        return settings;
    }

    private static SortedDictionary<string, string> Settings(params (string Name, string Value)[] settings)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in settings) texts[name] = value;
        return texts;
    }
}
