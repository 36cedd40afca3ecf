/// <summary>Adding a large file beside cp and openssl, and the status of many files beside find.</summary>
internal static class StoreBars
{
    public static void Add(string csv, int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("mlops-benchmark");
        try
        {
            var source = Path.Combine(folder.FullName, "large.csv");
            File.Copy(csv, source);
            Measuring.Run("sync", [source]);
            // Every round has new names and nothing is deleted in between: memory and inodes used again would help one side or hurt the other.
            var turns = new Rounds()
                .Add("add: read once, cut, both hashes, written, flushed", round => Measuring.Self("add-once", Path.Combine(folder.FullName, $"store{round}"), source))
                .Add("`cp` + `openssl dgst -sha256`", round => Both(Copy(round, ""), Hash()))
                .Add("`cp` + `sync` of the copy + `openssl dgst -sha256`", round => Both(Both(Copy(round, ".flushed"), Measuring.Run("sync", [$"{source}.{round}.flushed"])), Hash()));
            turns.Run(rounds);
            Report.Write("add", turns.Table());

            Cost Copy(int round, string suffix) => Measuring.Run("cp", [source, $"{source}.{round}{suffix}"]);

            Cost Hash() => Measuring.Run("openssl", ["dgst", "-sha256", source]);
        }
        finally
        {
            folder.Delete(true);
        }
    }

    public static void Status(int files, int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("mlops-benchmark");
        try
        {
            var root = Path.Combine(folder.FullName, "tree");
            for (var i = 0; i < files; i++)
            {
                var path = Path.Combine(root, $"{i / 5000}", $"{i / 100 % 50}");
                if (i % 100 == 0) Directory.CreateDirectory(path);
                File.WriteAllText(Path.Combine(path, $"part-{i:D6}.csv"), $"{i}");
            }

            var place = Path.Combine(folder.FullName, "index");
            while (Measuring.Self("status-once", root, place).ExitCode != 0)
            {
                // Once to read the files, once more for those that were too young to be trusted.
            }

            var turns = new Rounds()
                .Add($"status of {files} unchanged files", _ => Measuring.Self("status-once", root, place))
                .Add("`find -printf` of the same tree", _ => Measuring.Run("find", [root, "-printf", "%p %s %T@ %i\n"]));
            turns.Run(rounds);
            Report.Write("status", turns.Table());
        }
        finally
        {
            folder.Delete(true);
        }
    }

    private static Cost Both(Cost a, Cost b) => new(a.Seconds + b.Seconds, a.Processor + b.Processor, Math.Max(a.Megabytes, b.Megabytes), a.ExitCode + b.ExitCode);
}
