using System.Globalization;
using System.Text;

/// <summary>Full profile and complete contract in one pass, beside pandas and DuckDB.</summary>
internal static class ProfileBar
{
    private static string Contract(string name) => Path.Combine(AppContext.BaseDirectory, name);

    private static string Peer(string name) => Path.Combine(AppContext.BaseDirectory, "peers", name);

    public static void Run(string csv, int rounds)
    {
        var turns = new Rounds()
            .Add("profile and contract", _ => Ours(csv))
            .Add("pandas `read_csv` + `describe` + `nunique` + `isna`", _ => Measuring.Run("/usr/bin/python3", [Peer("summary.py"), csv]))
            .Add("DuckDB `SUMMARIZE`", _ => Measuring.Run("node", [Peer("summarize.js"), csv]));
        turns.Run(rounds);
        Report.Write("profile", turns.Table());
    }

    /// <summary>Peak memory as the file grows, in order and not, and with many rules that must remember keys.</summary>
    public static void Memory(string csv)
    {
        var folder = Directory.CreateTempSubdirectory("mlops-benchmark");
        try
        {
            var file = Path.Combine(folder.FullName, "repeated.csv");
            var text = new StringBuilder("| file | rows | contract, MB | six kinds of unique rows more, MB |\n|---|---|---|---|\n");
            foreach (var (inOrder, name) in new[] { (true, "each repetition a year later: sorted by time") , (false, "repeated as it is: not sorted") })
            {
                foreach (var times in new[] { 1, 3, 10 })
                {
                    var rows = Repeated.Write(csv, file, times, inOrder);
                    var usual = Ours(file);
                    var wide = Measuring.Self("profile-once", file, Contract("wide.json"), "2");
                    text.Append(CultureInfo.InvariantCulture, $"| {name} | {rows} | {usual.Megabytes:F0} | {wide.Megabytes:F0} |\n");
                    Console.WriteLine(text.ToString().Split('\n')[^2]);
                    if (usual.ExitCode + wide.ExitCode != 0) throw new InvalidOperationException("A run failed.");
                }
            }

            Report.Write("memory", text.ToString());
        }
        finally
        {
            folder.Delete(true);
        }
    }

    private static Cost Ours(string csv) => Measuring.Self("profile-once", csv, Contract("contract.json"), "2");
}
