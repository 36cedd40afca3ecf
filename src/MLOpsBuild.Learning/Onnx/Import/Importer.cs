using MLOpsBuild.Learning.Onnx.Graphs;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Onnx.Import;

/// <summary>Makes a model of an ONNX file.</summary>
internal static class Importer
{
    private const int MostColumns = ushort.MaxValue;

    /// <summary>Makes the model.</summary>
    /// <param name="file">The file.</param>
    /// <param name="columns">The names of its columns; null for those of the graph's inputs.</param>
    /// <param name="typed">The columns with their types, as many; null to go by the graph's.</param>
    /// <param name="task">What it predicts; null to go by the file.</param>
    /// <param name="output">The output with the predictions; null for the last one that can be.</param>
    public static ImportedModel Import(OnnxFile file, IReadOnlyList<string>? columns, IReadOnlyList<ModelInput>? typed, LearningTask? task, string? output)
    {
        var result = ResultOf(file, output);
        var constants = file.Constants.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        // Files of the first versions list constants among the inputs.
        OnnxValue[] inputs = [.. file.Inputs.Where(i => !constants.Contains(i.Name)).Select(input => Typed(input))];
        inputs = Sized(inputs, columns?.Count);
        var kept = Needed(file, result) with { Inputs = inputs };
        var classes = Guessed.Classes(file);
        var named = Names(inputs, columns);
        if (typed is not null) CheckInputs(inputs, named = [.. typed]);
        var model = new ImportedModel(kept, result, named, task ?? Guessed.TaskIn(file), []);
        return model.Task == LearningTask.Multiclass && classes.Count > 0 ? new ImportedModel(kept, result, named, model.Task, classes) : model;
    }

    /// <summary>Refuses inputs of a model that are not those of its graph. Numbers and integers can stand for each other.</summary>
    public static void CheckInputs(IReadOnlyList<OnnxValue> values, ModelInput[] inputs)
    {
        var types = new List<ColumnType>();
        foreach (var value in values)
        {
            if (value is not { Columns: > 0 and <= MostColumns, Rank: 1 or 2, Type: not null } || types.Count > MostColumns) throw new InvalidDataException($"The ONNX model's input '{value.Name}' is no matrix of known width.");
            types.AddRange(Enumerable.Repeat(TypeOf(value), value.Columns.Value));
        }

        if (types.Count != inputs.Length) throw new InvalidDataException($"The ONNX model has {types.Count} columns; {inputs.Length} are given.");
        var wrong = inputs.Zip(types).FirstOrDefault(pair => pair.First.Type == ColumnType.Time || pair.First.IsText() != (pair.Second == ColumnType.Text));
        if (wrong.First is { } input) throw new InvalidDataException($"The column '{input.Name}' is a {input.Type}; the ONNX model takes a {wrong.Second} there.");
    }

    private static string ResultOf(OnnxFile file, string? wanted)
    {
        if (wanted is not null)
        {
            return file.Outputs.Any(o => o.Name == wanted) ? wanted : throw new InvalidDataException($"The ONNX model has no output '{wanted}'; there are {string.Join(", ", file.Outputs.Select(o => o.Name))}.");
        }

        var found = file.Outputs.LastOrDefault(o => o.Type is null or ElementType.Single or ElementType.Double);
        return found?.Name ?? throw new InvalidDataException($"The ONNX model has no output of numbers with a fraction; there are {string.Join(", ", file.Outputs.Select(o => o.Name))}.");
    }

    private static OnnxValue Typed(OnnxValue input)
    {
        if (input.Type is not { } type) throw new InvalidDataException($"The ONNX model's input '{input.Name}' is no tensor.");
        if (type is ElementType.Bool or ElementType.Byte) throw new InvalidDataException($"The ONNX model's input '{input.Name}' is of {(type == ElementType.Bool ? "truth values" : "bytes")}, which tables do not have.");
        var rank = input.Rank ?? 2;
        if (rank is not (1 or 2)) throw new InvalidDataException($"The ONNX model's input '{input.Name}' has {rank} dimensions; rows and columns are read.");
        return input with { Rank = rank, Columns = rank == 1 ? 1 : input.Columns };
    }

    // One input may leave its width open: it takes the columns that the others leave.
    private static OnnxValue[] Sized(OnnxValue[] inputs, int? given)
    {
        var known = inputs.Sum(i => (long)(i.Columns ?? 0));
        OnnxValue[] open = [.. inputs.Where(i => i.Columns is null)];
        if (open.Length > 1 || (open.Length == 1 && given is null))
        {
            throw new InvalidDataException($"The ONNX model leaves the width of its inputs {string.Join(", ", open.Select(i => i.Name))} open; give the names of the columns{(open.Length > 1 ? ", and have at most one such input" : "")}.");
        }

        var total = open.Length == 1 ? Math.Max(known + 1, given!.Value) : known;
        if (total is 0 or > MostColumns) throw new InvalidDataException($"The ONNX model has {total} columns; 1 to {MostColumns} are read.");
        if (given is { } count && count != total) throw new InvalidDataException($"The ONNX model has {total} columns; {count} names are given.");
        return Array.ConvertAll(inputs, i => i.Columns is null ? i with { Columns = (int)(total - known) } : i);
    }

    private static ModelInput[] Names(OnnxValue[] inputs, IReadOnlyList<string>? given)
    {
        var names = new List<ModelInput>();
        foreach (var input in inputs)
        {
            for (var c = 0; c < input.Columns; c++) names.Add(new ModelInput(given?[names.Count] ?? (input.Columns == 1 ? input.Name : $"{input.Name}_{c}"), TypeOf(input)));
        }

        if (names.GroupBy(n => n.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Key.Length == 0 || g.Count() > 1) is { } wrong)
        {
            throw new InvalidDataException($"Two columns of the ONNX model are named '{wrong.Key}', or one has no name.");
        }

        return [.. names];
    }

    private static ColumnType TypeOf(OnnxValue input) => input.Type switch
    {
        ElementType.Text => ColumnType.Text,
        ElementType.Int32 or ElementType.Int64 => ColumnType.Integer,
        _ => ColumnType.Number,
    };

    /// <summary>What the result needs: a label beside the probabilities is left out, whatever makes it.</summary>
    private static OnnxFile Needed(OnnxFile file, string result)
    {
        var needed = new HashSet<string>(StringComparer.Ordinal) { result };
        var nodes = new List<OnnxNode>();
        foreach (var node in file.Nodes.Reverse())
        {
            if (!node.Outputs.Any(needed.Contains)) continue;
            needed.UnionWith(node.Inputs);
            nodes.Add(node);
        }

        nodes.Reverse();
        return file with
        {
            Nodes = nodes,
            Constants = [.. file.Constants.Where(c => needed.Contains(c.Name))],
            Outputs = [.. file.Outputs.Where(o => o.Name == result)],
            Metadata = [],
        };
    }
}
