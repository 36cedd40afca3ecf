using MLOpsBuild.Learning.Formats;
using MLOpsBuild.Learning.Onnx.Graphs;
using MLOpsBuild.Learning.Onnx.Running;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Onnx.Import;

/// <summary>A model that came as an ONNX file: its graph is evaluated operation by operation.</summary>
internal sealed class ImportedModel : ITrainedModel
{
    public const string FormatName = "onnx";

    /// <summary>Rows at a time: it bounds what the values in between need.</summary>
    private const int Block = 512;

    private readonly OnnxFile _file;
    private readonly string _result;
    private readonly GraphRunner _runner;
    private readonly ModelInput[] _inputs;

    // A binary model may give the probabilities of both classes.
    private readonly int _width;

    /// <summary>Takes a file that holds what the result needs and nothing else.</summary>
    /// <exception cref="InvalidDataException">It can not be evaluated, or its result does not fit the task.</exception>
    public ImportedModel(OnnxFile file, string result, ModelInput[] inputs, LearningTask? task, IReadOnlyList<string> classes)
    {
        _file = file;
        _result = result;
        _inputs = inputs;
        _runner = new GraphRunner(file, result);
        _width = Probe();
        Task = task ?? Guessed.TaskOf(file, _width);
        Outputs = Task == LearningTask.Multiclass ? _width : 1;
        if (_width < 1 || (Outputs == 1 && _width > (Task == LearningTask.Binary ? 2 : 1)))
        {
            throw new InvalidDataException($"The ONNX model gives {_width} numbers a row, which do not fit the task {Task}.");
        }

        Classes = classes.Count == 0 || classes.Count == Outputs ? classes : throw new InvalidDataException($"The ONNX model names {classes.Count} classes and gives {Outputs} probabilities.");
    }

    public string Format => FormatName;

    public LearningTask Task { get; }

    public IReadOnlyList<ModelInput> Inputs => _inputs;

    public int Outputs { get; }

    public IReadOnlyList<string> Classes { get; }

    public IReadOnlyList<double> LearningCurve => [];

    public IReadOnlyList<double> Importance => [];

    public double[] Predict(Table rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var columns = new InputColumns(_inputs, rows);
        var predictions = new double[rows.RowCount * Outputs];
        for (var start = 0; start < rows.RowCount; start += Block)
        {
            var count = Math.Min(Block, rows.RowCount - start);
            var result = Run(columns, start, count);
            for (var i = 0; i < count * Outputs; i++) predictions[start * Outputs + i] = result[Outputs == 1 ? i * _width + _width - 1 : i];
        }

        return predictions;
    }

    public IReadOnlyList<(string Name, string Value)> Describe() =>
    [
        ("format", Format),
        ("producer", $"{_file.Producer} {_file.ProducerVersion}".Trim()),
        ("operator sets", string.Join(", ", _file.Opsets.Select(o => $"{(o.Domain.Length == 0 ? "ai.onnx" : o.Domain)} {o.Version}"))),
        .. Learned.In(_file),
        ("operators", string.Join(", ", _file.Nodes.Select(n => n.FullName).Distinct().Order(StringComparer.Ordinal))),
    ];

    public void Write(Stream stream)
    {
        var writer = ModelWriter.Begin(stream, Format);
        writer.Task(Task);
        writer.Inputs(_inputs);
        writer.Texts([.. Classes]);
        writer.Text(_result);
        writer.Bytes(OnnxFileWriter.Write(_file));
    }

    public static ImportedModel Read(ModelReader reader)
    {
        var task = reader.Task();
        var inputs = reader.Inputs();
        var classes = reader.Texts();
        var result = reader.Text();
        var file = OnnxFileReader.Read(reader.Bytes());
        Importer.CheckInputs(file.Inputs, inputs);
        return new ImportedModel(file, result, inputs, task, classes);
    }

    /// <summary>Evaluates two made-up rows and returns the numbers for each: whether the operations fit together shows in no other way.</summary>
    private int Probe()
    {
        InvalidDataException? problem = null;
        // Rows that no encoder knows may be refused; of missing values, zeros and ones one will do.
        foreach (var value in (double[])[0, double.NaN, 1])
        {
            try
            {
                var columns = new InputColumns(_inputs, value, 2);
                return Run(columns, 0, 2).Length / 2;
            }
            catch (InvalidDataException found)
            {
                problem ??= found;
            }
        }

        throw problem!;
    }

    private double[] Run(InputColumns columns, int start, int count)
    {
        var place = 0;
        var values = new OnnxTensor[_file.Inputs.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = columns.Tensor(_file.Inputs[i], place, start, count);
            place += _file.Inputs[i].Columns!.Value;
        }

        var result = _runner.Run(values);
        if (result.Type == ElementType.Text || result.Numbers.Length % count != 0 || (result.Dims.Length > 0 && result.Dims[0] != count) || result.Dims.Length > 2)
        {
            throw Shapes.Wrong($"the result is {result.Type} of {Shapes.Text(result.Dims)} for {count} rows");
        }

        return result.Numbers;
    }
}
