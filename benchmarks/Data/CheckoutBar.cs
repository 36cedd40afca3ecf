using System.Globalization;

/// <summary>The status of a checkout of many files, by the command itself in a clone that may be changed, beside find.</summary>
internal static class CheckoutBar
{
    private const string Dataset = "benchmark-files";

    /// <param name="clone">A scratch clone whose host is compiled.</param>
    /// <param name="files">How many files there are.</param>
    /// <param name="rounds">How often it is measured.</param>
    public static void Run(string clone, int files, int rounds)
    {
        var root = Path.Combine(clone, "benchmark-checkout");
        if (!Directory.Exists(root)) Prepare(clone, root, files);
        Thread.Sleep(TimeSpan.FromSeconds(2));
        for (var i = 0; i < 2; i++) ScratchClone.Run(clone, "data", "status", "--quiet"); // the first reads the files that were too young to be trusted
        var turns = new Rounds()
            .Add($"`./mlops data status` with a checkout of {files} unchanged files", _ => Measuring.Run(Path.Combine(clone, "mlops"), ["data", "status"], clone))
            .Add("`find -printf` of the checkout", _ => Measuring.Run("find", [root, "-printf", "%p %s %T@ %i\n"]));
        turns.Run(rounds);
        Report.Write("checkout", turns.Table());
    }

    private static void Prepare(string clone, string root, int files)
    {
        var (incoming, schema) = (Path.Combine(clone, ".mlops", Dataset, "p1"), $"pipelines/{Dataset}.schema.json");
        for (var i = 0; i < files; i++)
        {
            var folder = Path.Combine(incoming, (i / 1000).ToString(CultureInfo.InvariantCulture));
            if (i % 1000 == 0) Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, $"part-{i:D6}.txt"), $"{i}\n");
        }

        File.WriteAllText(Path.Combine(clone, schema), """{ "version": 1, "columns": { "path": { "type": "text" }, "size": { "type": "integer" }, "digest": { "type": "text" } } }""");
        ScratchClone.Declare(clone, Dataset, "files", schema);
        ScratchClone.Run(clone, "data", "add", Dataset, incoming, "--quiet");
        ScratchClone.Run(clone, "data", "checkout", Dataset, "--to", root, "--quiet");
    }
}
