using System.Text;
using MLOpsBuild.Cli.Operations;
using MLOpsBuild.Cli.Output;
using MLOpsBuild.Data;
using MLOpsBuild.Data.Differences;
using MLOpsBuild.Pipelines;

namespace MLOpsBuild.Cli.Commands;

/// <summary>The rows of one dataset that differ.</summary>
/// <param name="Columns">The columns that were compared.</param>
/// <param name="Counts">How many rows differ.</param>
/// <param name="First">The first of them.</param>
internal sealed record RowLook(IReadOnlyList<string> Columns, RowCounts Counts, IReadOnlyList<RowChange> First);

/// <summary>Compares the rows of partitions that differ, keeps the first ones to be shown, and writes all of them when asked.</summary>
internal sealed class RowDifferenceText(CommandCall call, RowQuestion asked) : IDisposable
{
    private readonly string? _temporary = asked.Output is { } output ? $"{call.PathOf(output)}.{Path.GetRandomFileName()}" : null;
    private StreamWriter? _file;
    private string[]? _columns;

    /// <exception cref="ConfigurationException">A key is no column of both sides, or datasets with other columns would share a file.</exception>
    public RowLook Compare(DatasetLook look, CancellationToken cancellationToken)
    {
        var columns = Columns(look);
        foreach (var key in asked.Key)
        {
            if (!columns.Contains(key)) throw new ConfigurationException($"{look.Difference.Name} has no column '{key}' on both sides. {NearestName.Hint(key, columns)}");
        }

        Begin(look.Difference.Name, columns);
        var first = new List<RowChange>();
        var options = new RowDifferenceOptions { Columns = columns, Key = asked.Key, Threads = Environment.ProcessorCount };
        var counts = RowDifference.Between(
            Sources(look.Before, look.Difference.Partitions.Select(p => p.Before)), Sources(look.After, look.Difference.Partitions.Select(p => p.After)), options, Take, cancellationToken);
        return new RowLook(columns, counts, first);

        void Take(RowChange change)
        {
            if (first.Count < asked.Max) first.Add(change);
            if (_file is null) return;
            if (change.Before is { } before) Write(look, change.Kind == ChangeKind.Changed ? "before" : "removed", change.Place, before);
            if (change.After is { } after) Write(look, change.Kind == ChangeKind.Changed ? "after" : "added", change.Place, after);
        }
    }

    public void Dispose()
    {
        if (_file is null) return;
        _file.Dispose();
        _file = null;
        File.Move(_temporary!, call.PathOf(asked.Output!), overwrite: true);
    }

    /// <summary>The columns that both contracts declare; those of the one that there is when there is only one.</summary>
    private static string[] Columns(DatasetLook look)
    {
        var (old, now) = (look.Before?.Schema.Columns.Select(c => c.Name), look.After?.Schema.Columns.Select(c => c.Name));
        return [.. old is null ? now ?? [] : now is null ? old : now.Intersect(old)];
    }

    private static RowSource[] Sources(LockedData? data, IEnumerable<Partition?> partitions) =>
        data is null ? [] : [.. partitions.OfType<Partition>().Select(p => new RowSource($"{data.Name}/{p.Name}", p.Rows, () => data.Open(p)) { Format = data.Dataset.Format })];

    private void Begin(string dataset, string[] columns)
    {
        if (_temporary is null) return;
        if (_columns is not null && !_columns.SequenceEqual(columns)) throw new ConfigurationException($"{dataset} has other columns than the dataset before it; write one file for each with --dataset.");
        _columns = columns;
        if (_file is not null) return;
        Directory.CreateDirectory(Path.GetDirectoryName(_temporary)!);
        _file = new StreamWriter(_temporary, append: false, new UTF8Encoding(false));
        Line(["_change", "_place", .. columns]);
    }

    private void Write(DatasetLook look, string change, string place, IReadOnlyList<string?> values) => Line([change, place.Length > 0 ? place : look.Difference.Name, .. values]);

    private void Line(IEnumerable<string?> fields)
    {
        _file!.Write(string.Join(',', fields.Select(Field)));
        _file.Write('\n');
    }

    private static string Field(string? text) => text is null ? "" : text.Length == 0 || text.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
