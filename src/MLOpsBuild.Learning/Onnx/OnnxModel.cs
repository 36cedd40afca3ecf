using System.Text.Json;
using MLOpsBuild.Learning.Onnx.Export;
using MLOpsBuild.Learning.Onnx.Graphs;
using MLOpsBuild.Learning.Onnx.Import;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Onnx;

/// <summary>Models as ONNX files, for and from other programs.</summary>
public static class OnnxModel
{
    // Read by onnxruntime from 1.11 on; operators on texts from 1.17 on, and in no file that does without them.
    private const long IrVersion = 8;
    private const long IrVersionOfTexts = 9;
    private const long MlVersion = 3;

    // Beyond it are networks of other kinds; the largest forests have some tens of megabytes.
    private const long MostBytes = 1L << 29;

    private const string Prefix = "mlopsbuild.";

    /// <summary>Writes a model with its transforms as an ONNX file of the domains ai.onnx (version 15, or 20 where texts are taken apart into words) and ai.onnx.ml (version 3). Equal models give equal bytes.</summary>
    /// <remarks>
    /// <para>
    /// Each of the model's inputs is an input of [rows, 1] with its name: a number or integer a tensor of doubles in which NaN is missing, a text a tensor
    /// of strings in which the empty one is missing, a time a tensor of doubles: seconds since 1970-01-01 00:00 in the data's own local time. The output is a tensor of doubles of [rows, outputs]: <c>value</c>, <c>probability</c>,
    /// <c>probabilities</c>, <c>score</c> or <c>cluster</c> by what the model predicts. A multiclass model has the output <c>label</c>, of [rows], as well.
    /// </para>
    /// <para>Predictions agree with the model's own to about 1e-7 of the sum before a link function: onnxruntime hands sums of trees out in single precision.</para>
    /// </remarks>
    /// <exception cref="NotSupportedException">The model, or a transform of it, can not be expressed in ONNX; the message says why.</exception>
    public static void Export(ITrainedModel model, Stream stream, OnnxExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(OnnxFileWriter.Write(FileOf(model, options ?? new OnnxExportOptions())));
    }

    /// <summary>Reads a model that another program wrote as ONNX: tree ensembles, linear models, and what prepares their columns.</summary>
    /// <remarks>
    /// The model predicts with this library's own code, the same on every machine. A tensor of single precision rounds the columns that it is made of; missing
    /// numbers are NaN and missing texts the empty one. It is of the format <c>onnx</c> and can be judged, packaged and served as any other.
    /// </remarks>
    /// <param name="stream">The file, read to its end.</param>
    /// <param name="options">What the file does not say; null for the defaults.</param>
    /// <exception cref="ArgumentException">The options give the columns twice.</exception>
    /// <exception cref="InvalidDataException">The bytes are no ONNX model, they have more than 512 MiB, or it uses what is not known here: the message names it, and what is known.</exception>
    public static ITrainedModel Import(Stream stream, OnnxImportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        options ??= new OnnxImportOptions();
        if (options is { Columns: not null, Inputs: not null }) throw new ArgumentException("The columns are given twice, as names and with their types; give one of them.", nameof(options));
        return Importer.Import(OnnxFileReader.Read(BytesOf(stream)), options.Inputs?.Select(i => i.Name).ToArray() ?? options.Columns, options.Inputs, options.Task, options.Output);
    }

    private static byte[] BytesOf(Stream stream)
    {
        using var copy = new MemoryStream();
        var part = new byte[1 << 16];
        for (int count; (count = stream.Read(part)) > 0;)
        {
            copy.Write(part, 0, count);
            if (copy.Length > MostBytes) throw new InvalidDataException($"The file has more than {MostBytes >> 20} MiB, the most that is read as an ONNX model.");
        }

        return copy.ToArray();
    }

    private static OnnxFile FileOf(ITrainedModel model, OnnxExportOptions options)
    {
        var graph = new GraphBuilder();
        OnnxValue[] inputs = [.. model.Inputs.Select(input => new OnnxValue(graph.Reserve(input.Name), TypeOf(input, options), 1))];
        var result = graph.Reserve(OutputOf(model.Task));
        var columns = model.Inputs.Zip(inputs).ToDictionary(pair => pair.First.Name, pair => Column(graph, pair.Second), StringComparer.Ordinal);
        graph.AddAs(result, "Identity", [Exporters.Export(model, new ExportScope(graph, columns))]);
        List<OnnxValue> outputs = [new(result, ElementType.Double, model.Outputs)];
        if (model.Task == LearningTask.Multiclass) outputs.Add(Label(graph, model, result));
        return new OnnxFile
        {
            IrVersion = graph.MainVersion > 15 ? IrVersionOfTexts : IrVersion,
            Producer = "MLOpsBuild",
            ProducerVersion = typeof(OnnxModel).Assembly.GetName().Version!.ToString(3),
            GraphName = options.Name,
            Opsets = [(OnnxFile.Main, graph.MainVersion), (OnnxFile.Ml, MlVersion)],
            Nodes = graph.Nodes,
            Constants = graph.Constants,
            Inputs = inputs,
            Outputs = outputs,
            Metadata = MetadataOf(model, options),
        };
    }

    private static ElementType TypeOf(ModelInput input, OnnxExportOptions options) => input.Type switch
    {
        ColumnType.Text => ElementType.Text,
        ColumnType.Number or ColumnType.Time => ElementType.Double,
        ColumnType.Integer => options.IntegersAsInt64 ? ElementType.Int64 : ElementType.Double,
        _ => throw new NotSupportedException($"The input '{input.Name}' is a {input.Type}, a type that ONNX does not have."),
    };

    private static string Column(GraphBuilder graph, OnnxValue input) => input.Type == ElementType.Int64 ? graph.ToDouble(input.Name) : input.Name;

    private static string OutputOf(LearningTask task) => task switch
    {
        LearningTask.Binary => "probability",
        LearningTask.Multiclass => "probabilities",
        LearningTask.Regression => "value",
        LearningTask.Clustering => "cluster",
        _ => "score",
    };

    // The class of the greatest probability, the first one of equals: by its name where it has one.
    private static OnnxValue Label(GraphBuilder graph, ITrainedModel model, string probabilities)
    {
        var name = graph.Reserve("label");
        var best = graph.Add("ArgMax", [probabilities], GraphBuilder.Integer("axis", 1), GraphBuilder.Integer("keepdims", 0));
        if (model.Classes.Count == 0) graph.AddAs(name, "Identity", [best]);
        else graph.AddAs(name, "Gather", [graph.Texts([.. model.Classes]), best], GraphBuilder.Integer("axis", 0));
        return new OnnxValue(name, model.Classes.Count == 0 ? ElementType.Int64 : ElementType.Text, null) { Rank = 1 };
    }

    private static List<(string Key, string Value)> MetadataOf(ITrainedModel model, OnnxExportOptions options)
    {
        if (options.Metadata.Keys.FirstOrDefault(k => k.StartsWith(Prefix, StringComparison.Ordinal)) is { } taken)
        {
            throw new ArgumentException($"The metadata name '{taken}' begins with {Prefix}, which is kept for this library.", nameof(options));
        }

        return
        [
            (Prefix + "format", model.Format),
            (Guessed.TaskKey, model.Task.ToString()),
            .. model.Classes.Count == 0 ? ((string, string)[])[] : [(Guessed.ClassesKey, JsonSerializer.Serialize(model.Classes))],
            .. options.Metadata.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => (m.Key, m.Value)),
        ];
    }
}
