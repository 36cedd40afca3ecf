using System.Globalization;
using MLOpsBuild.Data.Files;
using MLOpsBuild.Data.Validation.Measures;
using MLOpsBuild.Data.Validation.Samples;
using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Data.Validation;

/// <summary>One comparison: training rows first, then test rows.</summary>
internal sealed class ComparisonRun(ComparisonOptions options)
{
    private readonly Dictionary<string, (ValueTally? Training, ValueTally? Test)> _values = new(StringComparer.Ordinal);
    private readonly List<Finding> _findings = [];
    private readonly SharedKeys _index = new(options.Index);
    private readonly SharedKeys _times = new(options.Time is { } time ? [time] : []);
    private SharedKeys? _samples;
    private SampleTally? _training;
    private SampleTally? _test;
    private (long Training, long Test) _rows;
    private bool _hasNumberAsLabel;
    private DateTime? _latest;
    private DateTime? _earliest;

    public void AddTraining(Table table)
    {
        _samples ??= new SharedKeys(options.Sample.Count > 0 ? options.Sample : [.. table.Columns.Select(c => c.Name).Where(c => c != options.Time && !options.Index.Contains(c))]);
        var batch = BatchOf(table, _rows.Training);
        (_training ??= Tally(table)).Add(batch);
        _index.Add(batch);
        _times.Add(batch);
        _samples.Add(batch);
        Count(batch, isTest: false);
        if (options.Time is { } time) _latest = Extreme(table, time, _latest, latest: true);
        _rows.Training += table.RowCount;
    }

    public void AddTest(Table table)
    {
        var batch = BatchOf(table, _rows.Test);
        (_test ??= Tally(table)).Add(batch);
        _index.Look(batch);
        _times.Look(batch);
        _samples?.Look(batch);
        Count(batch, isTest: true);
        if (options.Time is { } time) _earliest = Extreme(table, time, _earliest, latest: false);
        _rows.Test += table.RowCount;
    }

    public GateResult Finish()
    {
        if (_rows.Training == 0 || _rows.Test == 0) return GateResult.Hold(DatasetComparison.Gate, $"There are {_rows.Training} rows for training and {_rows.Test} for testing: nothing to compare.");
        CheckSize();
        // A number that is measured rather than chosen from a few has new values all the time.
        if (_hasNumberAsLabel && _values[options.Label!].Training is null or { IsOverLimit: true } or { Distinct: > PredictivePower.MostClasses }) _values.Remove(options.Label!);
        foreach (var (column, (training, test)) in _values.OrderBy(v => v.Key, StringComparer.Ordinal)) CheckValues(column, training, test);
        Leak("index-leakage", _index, $"have an index ({string.Join(", ", options.Index)}) that training has too; split by it");
        Leak("date-duplicates", _times, "have a time that training has too; cut between two times");
        if (_samples is not null) Leak("sample-mix", _samples, "are rows of training too; remove them from one side");
        if (_latest is { } latest && _earliest is { } earliest && earliest <= latest) Find("date-overlap", $"Testing begins at {Times.Format(earliest)}, training ends at {Times.Format(latest)}; test with later rows than those trained with.");
        foreach (var (check, message) in new WindowDrift(options, _training!.Build(), _test!.Build()).Find()) Find(check, message);
        var full = new[] { _index, _times, _samples }.Any(k => k is { IsOverLimit: true }) || _values.Values.Any(v => v.Training is { IsOverLimit: true } || v.Test is { IsOverLimit: true });
        Finding[] findings = [.. _findings.OrderByDescending(f => f.Severity)];
        var summary = $"{_rows.Training} rows for training, {_rows.Test} for testing: {findings.Length} findings.";
        var result = GateResult.From(DatasetComparison.Gate, summary, findings);
        return full && result.Verdict == Verdict.Pass ? new GateResult(DatasetComparison.Gate, Verdict.Hold, $"{summary} There are too many different values to tell all.", findings) : result;
    }

    private SampleTally Tally(Table table) => new([.. table.Columns.Select(c => c.Name).Where(c => c != options.Time && !options.Index.Contains(c) && !options.NoFeatures.Contains(c))], DatasetComparison.SampledRows);

    private static Batch BatchOf(Table table, long before) => new(table, before + 2);

    private static DateTime? Extreme(Table table, string column, DateTime? known, bool latest)
    {
        foreach (var time in ((TimeColumn)table[column]).Values)
        {
            if (time.Ticks != 0 && (known is null || (latest ? time > known : time < known))) known = time;
        }

        return known;
    }

    private void Count(Batch batch, bool isTest)
    {
        foreach (var column in batch.Table.Columns)
        {
            if ((column is not TextColumn && column.Name != options.Label) || options.Index.Contains(column.Name)) continue;
            _hasNumberAsLabel |= column.Name == options.Label && column is not TextColumn;
            var measure = new ValueMeasure(column.Name);
            var tally = (ValueTally)measure.Map(batch);
            var known = _values.GetValueOrDefault(column.Name);
            if (isTest) known.Test = known.Test is null ? tally : (ValueTally)measure.Merge(known.Test, tally);
            else known.Training = known.Training is null ? tally : (ValueTally)measure.Merge(known.Training, tally);
            _values[column.Name] = known;
        }
    }

    private void CheckSize()
    {
        var (training, test) = _rows;
        if (test < options.LeastTestRows) Find("size", $"There are {test} rows for testing; allowed are at least {options.LeastTestRows}.");
        if (test < options.LeastTestShare * training) Find("size", $"There are {test} rows for testing and {training} for training: a share of {Values.Number((double)test / training)}; allowed is at least {Values.Number(options.LeastTestShare)}.");
        if (options.SameRows && test != training) Find("size", $"There are {test} rows on one side and {training} on the other; they should be the same number.");
        else if (test > training) Find("size", $"There are more rows for testing ({test}) than for training ({training}).");
    }

    private void CheckValues(string column, ValueTally? training, ValueTally? test)
    {
        if (training is null || test is null || training.IsOverLimit || test.IsOverLimit) return;
        var known = training.Shown.Select(v => v.Key).ToHashSet(StringComparer.Ordinal);
        var spellings = known.Order(StringComparer.Ordinal).GroupBy(VariantsRule.Common, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        KeyValuePair<string, Seen>[] unknown = [.. test.Shown.Where(v => !known.Contains(v.Key))];
        KeyValuePair<string, Seen>[] respelled = column == options.Label ? [] : [.. unknown.Where(v => spellings.ContainsKey(VariantsRule.Common(v.Key)))];
        if (respelled.Length > 0) Find("spellings", $"'{column}' is written in another way in testing: {string.Join(", ", respelled.Take(5).Select(v => $"{Values.Shorten(v.Key)} for {Values.Shorten(spellings[VariantsRule.Common(v.Key)])}"))}.");
        var count = unknown.Sum(v => v.Value.Count);
        if (count == 0 || count <= options.NewCategories * test.Count) return;
        var list = string.Join(", ", unknown.Take(5).Select(v => $"{Values.Shorten(v.Key)} ({v.Value.Count}, first in row {v.Value.FirstRow})"));
        Find(column == options.Label ? "new-labels" : "new-categories", $"{count} of {test.Count} test values of '{column}' ({Values.Share((double)count / test.Count)}) do not occur in training: {list}{(unknown.Length > 5 ? ", …" : "")}.");
    }

    private void Leak(string check, SharedKeys keys, string fault)
    {
        if (keys.IsOverLimit || keys.Shared == 0 || keys.Shared <= options.Leakage * keys.Looked) return;
        var list = string.Join(", ", keys.First.Take(5).Select(f => string.Create(CultureInfo.InvariantCulture, $"row {f.Row} as row {f.Earlier}")));
        Find(check, $"{keys.Shared} of {keys.Looked} test rows ({Values.Share((double)keys.Shared / keys.Looked)}) {fault}: {list}{(keys.Shared > 5 ? ", …" : "")}.");
    }

    private void Find(string check, string message) => _findings.Add(new Finding(options.Warnings.Contains(check) ? Severity.Warning : Severity.Error, check, message));
}
