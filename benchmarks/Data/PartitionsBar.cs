using System.Globalization;
using System.Text;

/// <summary>What one more partition costs with few and with many before it, by the command itself in a clone that may be changed.</summary>
internal static class PartitionsBar
{
    /// <param name="clone">A scratch clone whose host is compiled.</param>
    /// <param name="rounds">Additions that are measured.</param>
    public static void Run(string clone, int rounds)
    {
        var sets = new[] { 10, 1000 }.ToDictionary(n => n, n => $"benchmark-{n}");
        foreach (var (count, name) in sets) Prepare(clone, name, count);
        var next = sets.ToDictionary(s => s.Key, s => s.Key);
        var turns = new Rounds();
        foreach (var count in sets.Keys.OrderDescending()) turns.Add($"partition {count} + 1", _ => AddOne(clone, sets[count], next[count]++));
        turns.Run(rounds);
        Report.Write("partitions", turns.Table());
    }

    /// <summary>A dataset with so many days of a hundred rows, added by the command in one call.</summary>
    private static void Prepare(string clone, string name, int count)
    {
        var schema = $"pipelines/{name}.schema.json";
        File.WriteAllText(Path.Combine(clone, schema), """{ "version": 1, "time": "date", "block": "day", "columns": { "date": { "type": "time" }, "value": { "type": "integer" } }, "rules": { "value.presence": { "kind": "presence", "column": "value" }, "value.range": { "kind": "range", "column": "value", "min": 0, "max": 1000 } } }""");
        ScratchClone.Declare(clone, name, "csv", schema);
        var files = Enumerable.Range(0, count).Select(i => Day(clone, name, i)).ToArray();
        var cost = Measuring.Run(Path.Combine(clone, "mlops"), ["data", "add", name, .. files, "--quiet"], clone);
        if (cost.ExitCode != 0) throw new InvalidOperationException($"{count} partitions could not be added: ./mlops data add ended with {cost.ExitCode}.");
        Console.WriteLine($"{count} partitions at once: {Rounds.Seconds(cost.Seconds)} s");
    }

    private static Cost AddOne(string clone, string name, int day) => Measuring.Run(Path.Combine(clone, "mlops"), ["data", "add", name, Day(clone, name, day), "--quiet"], clone);

    private static string Day(string clone, string name, int day)
    {
        var date = new DateTime(2001, 1, 1).AddDays(day);
        var text = new StringBuilder("date,value\n");
        for (var row = 0; row < 100; row++) text.Append(CultureInfo.InvariantCulture, $"{date.AddMinutes(row):yyyy-MM-dd HH:mm},{(row * 37 + day) % 1000}\n");
        var folder = Directory.CreateDirectory(Path.Combine(clone, ".mlops", name)).FullName;
        var file = Path.Combine(folder, $"d{date:yyyy-MM-dd}.csv");
        File.WriteAllText(file, text.ToString());
        return file;
    }
}
