/// <summary>A clone that a benchmark may change.</summary>
internal static class ScratchClone
{
    /// <summary>Puts a dataset without partitions into the clone's lock, unless it is there.</summary>
    public static void Declare(string clone, string name, string format, string schema)
    {
        var place = Path.Combine(clone, "data.lock.json");
        var locked = File.ReadAllText(place);
        if (locked.Contains($"\"{name}\"", StringComparison.Ordinal)) return;
        var entry = $$"""    "{{name}}": { "format": "{{format}}", "schema": "{{schema}}", "partitions": [] },""";
        File.WriteAllText(place, locked.Replace("\"datasets\": {\n", "\"datasets\": {\n" + entry + "\n", StringComparison.Ordinal));
    }

    /// <summary>Runs a command of the clone that has to end well.</summary>
    public static void Run(string clone, params string[] arguments)
    {
        var cost = Measuring.Run(Path.Combine(clone, "mlops"), arguments, clone);
        if (cost.ExitCode != 0) throw new InvalidOperationException($"./mlops {string.Join(' ', arguments)} ended with {cost.ExitCode}.");
    }
}
