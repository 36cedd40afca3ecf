using System.CommandLine;
using MLOpsBuild.Cli.Output;
using MLOpsBuild.Content;
using MLOpsBuild.Learning;
using MLOpsBuild.Learning.Onnx;
using MLOpsBuild.Pipelines;

namespace MLOpsBuild.Cli.Commands;

/// <summary><c>mlops model import</c>: a model that another program trained, read, described, tried and kept for a pipeline.</summary>
internal static class ModelImport
{
    public static Verb Create(CommandHost host)
    {
        var file = new Argument<string>("FILE") { Description = "An ONNX file: trees or a linear model, with what prepares their columns" };
        var inputs = new Option<string[]>("--inputs") { HelpName = "COLUMN", Description = "The names of the model's columns, in its order; the features of --pipeline, or the file's own, when left out", AllowMultipleArgumentsPerToken = true };
        var task = new Option<LearningTask?>("--task") { Description = "What it predicts; guessed from the file when left out" };
        var result = new Option<string?>("--result") { HelpName = "NAME", Description = "The file's output that holds the predictions; the last one of numbers when left out" };
        var check = new Option<string?>("--check") { HelpName = "ROWS.csv", Description = "A CSV file with the model's columns, to predict" };
        var expected = new Option<string?>("--expected") { HelpName = "COLUMN", Description = "The column of --check with the other program's predictions; the exit code is 1 where they differ" };
        var output = new Option<string?>("--output", "-o") { HelpName = "FILE", Description = "Where the model is written, for p.Import of a pipeline; only described when left out" };
        var pipeline = new Option<string?>("--pipeline", "-p") { HelpName = "NAME", Description = "The pipeline whose features are the model's columns, with their types" };
        pipeline.CompletionSources.Add(_ => host.Settings.Pipelines.Select(p => p.Name));
        var force = new Option<bool>("--force") { Description = "Replace the file" };
        var verb = new Verb(
            "import",
            "Read a model that another program wrote as ONNX: describe it, try it, and keep it for a pipeline",
            "mlops model import late.onnx --check rows.csv --expected probability",
            "mlops model import late.onnx --pipeline NAME --output pipelines/NAME/model.bin") { file, inputs, task, result, check, expected, output, force, pipeline };
        host.Handle(verb, (call, stop) => call.WhileAsync("Importing", () => Task.Run(
            () => Import(call, new Choice(call.Get(file)!, call.Get(inputs) ?? [], call.Get(task), call.Get(result), call.Get(pipeline), call.Get(check), call.Get(expected), call.Get(output), call.Get(force))), stop)));
        return verb;
    }

    private sealed record Choice(string File, string[] Inputs, LearningTask? Task, string? Result, string? Pipeline, string? Check, string? Expected, string? Output, bool Force);

    private static Reply Import(CommandCall call, Choice choice)
    {
        if (choice is { Expected: not null, Check: null }) throw new ConfigurationException("--expected names a column of the file that --check names; give --check too.");
        var model = Read(call, choice);
        var check = choice.Check is { } rows ? ModelCheck.Run(model, call.PathOf(rows), rows, choice.Expected) : null;
        using var written = new MemoryStream();
        model.Write(written);
        var digest = Digest.Of(written.GetBuffer().AsSpan(0, (int)written.Length));
        // A model that predicts otherwise than it should is not kept.
        var isKept = choice.Output is not null && check?.Error is null;
        if (isKept) DataSource.Write(call, choice.Output!, choice.Force, stream => stream.Write(written.GetBuffer(), 0, (int)written.Length));
        return new Reply(
            new
            {
                file = choice.File,
                digest,
                output = isKept ? choice.Output : null,
                model.Task,
                model.Outputs,
                model.Classes,
                inputs = model.Inputs,
                described = model.Describe().Select(d => new { d.Name, d.Value }),
                check = check?.Result,
            },
            [.. Body(model, choice.File), .. check?.Body ?? [], .. isKept ? [new Lines($"{choice.Output}: {Texts.Size(written.Length)}, {digest}.")] : (Block[])[]])
        {
            ExitCode = check?.Error is null ? ExitCodes.Done : ExitCodes.GateFailed,
            Error = check?.Error,
            Essence = [digest.ToString()],
            Notes = isKept ? ["A pipeline takes it with p.Import(\"" + Path.GetFileName(choice.Output) + "\", bytes => ModelFormats.Read(new MemoryStream(bytes)))."] : [],
        };
    }

    private static ITrainedModel Read(CommandCall call, Choice choice)
    {
        var path = call.PathOf(choice.File);
        if (!File.Exists(path)) throw new ConfigurationException($"{choice.File} is not there.");
        // Names that are given are meant, whatever the pipeline has.
        var features = choice.Inputs.Length == 0 && choice.Pipeline is { } pipeline ? call.Open(new SessionOptions(), pipeline).Run.Release.Features.Set.Features : null;
        try
        {
            using var stream = File.OpenRead(path);
            return OnnxModel.Import(stream, new OnnxImportOptions
            {
                Columns = choice.Inputs.Length == 0 ? null : choice.Inputs,
                Inputs = features?.Select(f => new ModelInput(f.Name, f.Type)).ToArray(),
                Task = choice.Task,
                Output = choice.Result,
            });
        }
        catch (InvalidDataException problem)
        {
            throw new ConfigurationException($"{choice.File} can not be imported: {problem.Message}");
        }
    }

    private static Block[] Body(ITrainedModel model, string file) =>
    [
        new Lines($"{file}: {model.Task.ToString().ToLowerInvariant()}, {Texts.Plural(model.Inputs.Count, "input")}, {Texts.Plural(model.Outputs, "output")}{(model.Classes.Count > 0 ? $" ({string.Join(", ", model.Classes)})" : "")}"),
        Grid.Of(model.Inputs, ("input", i => i.Name), ("type", i => i.Type.ToString().ToLowerInvariant())),
        Grid.Of(model.Describe(), ("what", d => d.Name), ("value", d => d.Value)),
    ];
}
