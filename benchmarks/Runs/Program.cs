using System.Globalization;
using MLOpsBuild.Learning.Evaluation;
using MLOpsBuild.Pipelines.Runs;

// Copies a record many times into a folder, each with other metrics and parameters: what 'mlops runs list' is measured on.
if (args is not [var source, var target, var number] || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
{
    Console.Error.WriteLine("usage: RECORD FOLDER COUNT");
    return 2;
}

var record = RunJson.Read(File.ReadAllBytes(source));
Directory.CreateDirectory(target);
for (var i = 0; i < count; i++)
{
    var started = record.Started.AddMinutes(i);
    var id = $"{started.ToString("yyyyMMdd-HHmmss-fff", CultureInfo.InvariantCulture)}{i % 256:x2}";
    double Moved(double value, int salt) => value + (((i * 7919L) + salt) % 1000 * 1e-6);
    IReadOnlyDictionary<string, MetricValue> Move(IReadOnlyDictionary<string, MetricValue> metrics) =>
        metrics.Select((m, salt) => (m.Key, Value: m.Value with { Value = m.Value.Value is { } v ? Moved(v, salt * 131) : null })).ToDictionary(m => m.Key, m => m.Value);
    var parameters = new SortedDictionary<string, string>(record.Parameters, StringComparer.Ordinal) { ["train.trees"] = (100 + (i % 50 * 10)).ToString(CultureInfo.InvariantCulture) };
    var copy = record with
    {
        Id = id,
        Started = started,
        Parameters = parameters,
        Evaluation = record.Evaluation! with { Metrics = Move(record.Evaluation.Metrics), Slices = record.Evaluation.Slices.ToDictionary(s => s.Key, s => Move(s.Value)) },
    };
    File.WriteAllBytes(Path.Combine(target, id + ".json"), RunJson.Write(copy));
}

return 0;
