using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using MLOpsBuild.Cli.Output;
using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Data.Summaries;
using MLOpsBuild.Data.Validation;
using MLOpsBuild.Data.Validation.Inference;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Cli.Commands;

/// <summary><c>mlops data infer</c>: drafts a contract from what is there.</summary>
internal static class DataInference
{
    public static Verb Create(CommandHost host)
    {
        var source = host.Shared.Name("DATASET|FILE", "A dataset of data.lock.json, a CSV or NDJSON file, or a folder of files", Place.Datasets);
        var output = new Option<string?>("--output", "-o") { Description = "Where the schema is written; shown when left out", HelpName = "FILE" };
        var time = new Option<string?>("--time") { Description = "The column that gives rows their time; the first whole column of times when left out", HelpName = "COLUMN" };
        var force = new Option<bool>("--force") { Description = "Replace the file" };
        var verb = new Verb(
            "infer",
            "Draft a schema from the data, for somebody to review",
            "mlops data infer incoming/2024-01.csv --output pipelines/orders/schema.json",
            "mlops data infer orders") { source, output, time, force };
        host.Handle(verb, (call, stop) => call.WhileAsync("Reading", () => Task.Run(() => Infer(call, DataSource.Of(call, call.Get(source)!), new Choice(call.Get(output), call.Get(time), call.Get(force)), stop), stop)));
        return verb;
    }

    private sealed record Choice(string? Output, string? Time, bool Force);

    private static Reply Infer(CommandCall call, DataSource source, Choice choice, CancellationToken cancellationToken)
    {
        if (choice.Output is { } wanted && !choice.Force && File.Exists(call.PathOf(wanted))) return Reply.Failed(ExitCodes.Usage, $"{wanted} is there already. Give another --output, or --force to replace it.");
        (string Name, Func<Stream> Open)[] files = source.Data is { } data
            ? [.. data.In(Data.Window.All).Select(p => (p.Name, (Func<Stream>)(() => data.Open(p))))]
            : [(Path.GetFileName(source.File!), source.Open)];
        var (profile, order) = Read(files, source.Format, source.Data?.Schema.MissingSpellings ?? [], cancellationToken);
        if (choice.Time is { } time && profile.Columns.GetValueOrDefault(time)?.Type != ColumnType.Time)
            return Reply.Failed(ExitCodes.Usage, $"'{time}' is not a column of times. {NearestName.Hint(time, [.. order])}");
        var schema = DatasetSchema.Infer(profile, new InferenceOptions { Time = choice.Time, ColumnOrder = order });
        if (choice.Output is { } path) DataSource.Write(call, path, choice.Force, stream => stream.Write(Encoding.UTF8.GetBytes(schema)));
        return new Reply(
            new { output = choice.Output, rows = profile.Rows, schema = JsonNode.Parse(schema) },
            choice.Output is null ? new Lines(schema.TrimEnd('\n')) : new Lines($"{choice.Output}: {Texts.Plural(order.Count, "column")} of {Texts.Count(profile.Rows)} rows. Review it: units, what may be missing tomorrow, what a range really is."))
        {
            Essence = choice.Output is null ? [schema.TrimEnd('\n')] : [choice.Output],
        };
    }

    /// <summary>Types are those that fit all files: where one has whole numbers and another has not, numbers; else texts.</summary>
    private static (Profile Profile, IReadOnlyList<string> Order) Read((string Name, Func<Stream> Open)[] files, string format, IReadOnlyList<string> missing, CancellationToken cancellationToken)
    {
        CsvOptions OptionsOf(string file) => new() { File = file, MissingSpellings = missing };
        Profiled[] read = [.. files.Select(f => Profile(f, OptionsOf(f.Name)))];
        var types = new Dictionary<string, ColumnType>(StringComparer.Ordinal);
        var order = new List<string>();
        foreach (var (column, profile) in read.SelectMany(r => r.Reading.Columns.Select(c => (c, r.Profile))))
        {
            var type = profile.Columns[column.Name].Type;
            if (types.TryAdd(column.Name, type)) order.Add(column.Name);
            else if (profile.Columns[column.Name].Count > 0) types[column.Name] = Common(types[column.Name], type);
        }

        for (var i = 0; i < read.Length; i++)
        {
            if (read[i].Profile.Columns.All(c => c.Value.Type == types[c.Key])) continue;
            var declared = OptionsOf(files[i].Name) with { Columns = [.. read[i].Reading.Columns.Select(c => new CsvColumn(c.Name, types[c.Name]))] };
            read[i] = Profile(files[i], declared);
        }

        return (Data.Profiles.Profile.MergeAll([.. read.Select(r => r.Profile)])!, order);

        Profiled Profile((string Name, Func<Stream> Open) file, CsvOptions options)
        {
            using var stream = file.Open();
            return Profiled.Read(stream, format, options, null, Environment.ProcessorCount, cancellationToken);
        }
    }

    private static ColumnType Common(ColumnType a, ColumnType b) => a == b ? a : (a, b) switch
    {
        (ColumnType.Integer, ColumnType.Number) or (ColumnType.Number, ColumnType.Integer) => ColumnType.Number,
        _ => ColumnType.Text,
    };
}
