using MLOpsBuild.Tables.Fields;
using MLOpsBuild.Tables.Reading;
using MLOpsBuild.Tables.Scanning;

namespace MLOpsBuild.Tables.JsonLines;

/// <summary>A reading of JSON lines: the keys are the columns.</summary>
internal sealed class JsonLinesReading(Stream stream, CsvOptions options, long maxBytes)
    : TableReading(stream, options with { DecimalMark = '.', ThousandsMark = null }, maxBytes, long.MaxValue)
{
    protected override long FirstRow => 1;

    protected override void Prepare(BlockCutter cutter) => cutter.Delimiter = null;

    protected override CsvLayout? ReadHeader(BlockCutter cutter)
    {
        string[] names = [.. Options.Columns.Select(c => c.Name)];
        // No column at all stands for all keys of the file.
        return names.Length > 0
            ? new CsvLayout(names, [.. Options.Columns.Select(c => c.Type)], [], (byte)'\n', Options)
            : new CsvLayout([""], [null], [], (byte)'\n', Options);
    }

    protected override CsvLayout? Infer(CsvLayout layout, BlockCutter cutter, int threads, CancellationToken cancellationToken)
    {
        var all = new JsonLinesKeys(layout);
        foreach (var column in Options.Columns) all.Declare(column.Name);
        LookAt<JsonLinesKeys>(cutter, () => block => JsonLinesKeys.Of(layout, block), all.Merge, threads, cancellationToken);
        if (all.AreTooMany || all.Keys.Count == 0)
        {
            Header.Add(null, default, all.AreTooMany ? $"at most {Options.MaxColumns} keys; the file has more" : "lines that are JSON objects with keys");
            return null;
        }

        var types = Options.Columns.Where(c => c.Type is not null).ToDictionary(c => c.Name, c => c.Type!.Value, StringComparer.Ordinal);
        var keys = all.Keys;
        return new CsvLayout([.. keys.Select(k => k.Key)], [.. keys.Select(k => types.TryGetValue(k.Key, out var type) ? type : (ColumnType?)k.Guess.Type)], [], (byte)'\n', Options);
    }

    protected override TableBlockReader NewReader(CsvLayout layout) => new JsonLinesBlockReader(layout, Header);
}
