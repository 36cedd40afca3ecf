/// <summary>Full profile and complete contract in one pass, beside pandas and DuckDB.</summary>
internal static class ProfileBar
{
    private static string Contract => Path.Combine(AppContext.BaseDirectory, "contract.json");

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

    public static void Memory(string csv)
    {
    }

    private static Cost Ours(string csv) => Measuring.Self("profile-once", csv, Contract, "2");
}
