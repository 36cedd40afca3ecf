using MLOpsBuild.Content;
using MLOpsBuild.Learning;
using MLOpsBuild.Pipelines.Gates;
using MLOpsBuild.Pipelines.Snapshots;
using MLOpsBuild.Pipelines.Steps;
using MLOpsBuild.Tables;
using MLOpsBuild.Tables.Csv;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Definition;

public sealed partial class PipelineBuilder
{
    /// <summary>The convergence tests of a trainer on its own training and evaluation rows, judged by <c>gates.json</c>.</summary>
    public Artifact<GateResult> ConvergenceTests(RowSelection training, RowSelection evaluation, ConvergencePlan plan)
    {
        var limits = GatesFile.Read(_workspace, Name).Convergence;
        if (limits.Problem is { } problem) throw new ConfigurationException($"{_workspace.Show(Path.Combine(_folder, GatesFile.FileName))}: {problem}.");
        var verdict = new Artifact<GateResult>("convergence");
        // Only where it is asked for: what is accepted must not run the tests again for nothing.
        var accepted = limits.CurveTolerance is null ? null : MetricsSnapshot.Load(Path.Combine(_folder, MetricsSnapshot.FileName), _workspace.Show(Path.Combine(_folder, MetricsSnapshot.FileName)))?.Model;
        Func<StepContext, CancellationToken, Task> execute = (context, stop) =>
        {
            var result = Gates.ConvergenceTests.Run(plan, limits, Rows(context, training), Rows(context, evaluation), Accepted(context, accepted), context.Threads, stop);
            context.Write(verdict, result);
            return Task.CompletedTask;
        };
        var parameters = Definition.ParameterTexts.Of(limits);
        foreach (var (role, trainer) in new[] { ("trainer", plan.Trainer), ("linear", plan.Linear), ("overfitting", plan.Overfitting) })
        {
            foreach (var (name, value) in Definition.ParameterTexts.Of(trainer)) parameters[$"{role}.{name}"] = value;
        }

        parameters["windows"] = $"{training.Window}; {evaluation.Window}";
        var inputs = training.AsInputs().Concat(evaluation.AsInputs()).DistinctBy(i => i.Name);
        if (accepted is { } digest) inputs = inputs.Append(new StepInput("accepted", null, digest));
        Add(verdict.Step, inputs, execute, [.. new[] { plan.Trainer, plan.Linear, plan.Overfitting }.Select(t => t.GetType()).Distinct()], parameters);
        return verdict;
    }

    /// <summary>How the accepted model learned, or why that cannot be had.</summary>
    private AcceptedCurve Accepted(StepContext context, Digest? accepted)
    {
        if (accepted is not { } digest) return AcceptedCurve.None("no model is accepted yet");
        if (!context.Store.Contains(digest)) return AcceptedCurve.None($"the accepted model {digest.Short} is not in the store; fetch it: ./mlops data pull");
        using var bytes = new MemoryStream(context.Store.Get(digest));
        return AcceptedCurve.Of(Formats.Load(bytes).LearningCurve);
    }

    /// <summary>A model's step by an external program that reads the rows as <c>rows.csv</c> and leaves one file, which <paramref name="read"/> turns into the model.</summary>
    public Artifact<ITrainedModel> TrainWith(ExternalCommand command, RowSelection rows, Func<byte[], Table, ITrainedModel> read)
    {
        var sources = command.Sources.Select(name => (Name: name, Digest: _workspace.Store.PutFile(Path.Combine(_folder, name)))).ToArray();
        Func<StepContext, Table, CancellationToken, Task<ITrainedModel>> train = async (context, table, stop) =>
        {
            using var csv = new MemoryStream();
            CsvWriter.Write(rows.Inputs(table).With(table[rows.Features.Label.Name]), csv);
            var files = sources.Select(s => (s.Name, context.Store.Get(s.Digest))).Append(("rows.csv", csv.ToArray()));
            var output = await CommandProcess.RunAsync(command, files, stop).ConfigureAwait(false);
            return read(output, rows.Inputs(table));
        };
        return TrainBy(new TrainingRecipe(rows, train)
        {
            Inputs = [.. sources.Select(s => new StepInput(s.Name, null, s.Digest))],
            Parameters = Settings(("command", command.ToString()), ("output", command.Output)),
            Methods = [train.Method, read.Method],
        });
    }

    /// <summary>A model that was trained elsewhere and lies as a file in the pipeline's folder, such as one in the ONNX format.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="read">Reads the file: <c>bytes => OnnxModel.Import(new MemoryStream(bytes))</c>. Its code is part of the step's key.</param>
    public Artifact<ITrainedModel> Import(string file, Func<byte[], ITrainedModel> read)
    {
        var model = new Artifact<ITrainedModel>("import");
        var source = _workspace.Store.PutFile(Path.Combine(_folder, file));
        Func<StepContext, CancellationToken, Task> execute = (context, _) =>
        {
            context.Write(model, read(context.Store.Get(source)));
            return Task.CompletedTask;
        };
        Add(model.Step, [new StepInput(file, null, source)], execute, [], methods: [read.Method]);
        return model;
    }

    private static LearningRows Rows(StepContext context, RowSelection selection)
    {
        var table = selection.Read(context);
        return new LearningRows(selection.Inputs(table), selection.Target(table), RowSelection.Blocks(table)) { Classes = selection.Features.Label.Classes, Groups = RowSelection.Groups(table) };
    }
}
