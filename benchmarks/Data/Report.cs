using System.Text;

/// <summary>README.md beside the project: each bar rewrites the part between its two marks.</summary>
internal static class Report
{
    public static void Write(string part, string text)
    {
        var load = Measuring.Load;
        var body = $"{Measuring.Machine}; load over the last minute {load}.\n\n{text.TrimEnd()}\n";
        Console.WriteLine(body);
        var path = Path.Combine(AppContext.BaseDirectory, "../../../../benchmarks/Data/README.md");
        if (!File.Exists(path)) return;
        var report = File.ReadAllText(path);
        var (start, end) = ($"<!-- {part} -->\n", $"<!-- /{part} -->");
        var (from, to) = (report.IndexOf(start, StringComparison.Ordinal), report.IndexOf(end, StringComparison.Ordinal));
        if (from < 0 || to < from) return;
        File.WriteAllText(path, report[..(from + start.Length)] + body + report[to..], new UTF8Encoding(false));
    }
}
