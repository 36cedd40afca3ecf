using System.Diagnostics;
using System.Text.Json;
using MLOpsBuild.Reporting.Html;
using MLOpsBuild.Reporting.Sites;

namespace MLOpsBuild.Reporting.Tests.Browser;

/// <summary>The page in a real browser, at a desk's and a phone's width, light and dark: no errors, nothing outside its place, and nothing that axe objects to.</summary>
public sealed class BrowserTests : IDisposable
{
    private const string Reason = "playwright-core and axe-core are not there: run `npm i playwright-core@1.65.1 axe-core@4.14.1` in .mlops/peers (or in the folder that MLOPS_PEERS names).";
    private readonly string _folder = Directory.CreateTempSubdirectory("report").FullName;

    [Fact]
    public void Full_report_is_sound_in_a_browser() => Sound(HtmlReport.Write(SampleReports.Full));

    [Fact]
    public void Least_report_is_sound_in_a_browser() => Sound(HtmlReport.Write(SampleReports.Least));

    [Fact]
    public void Site_is_sound_in_a_browser() => Sound(SitePage.Write(Sites.SitePageTests.Site("Retrain up to May")));

    [Fact]
    public void Hostile_text_stays_in_its_place() => Sound(HtmlReport.Write(Hostiles.Model("<script>alert(1)</script>" + new string('W', 120) + " \"'><b>x", 2)));

    [Fact]
    public void What_is_wrong_is_found()
    {
        var page = HtmlReport.Write(SampleReports.Full).Replace("text-anchor=\"end\"", "", StringComparison.Ordinal).Replace("lang=\"en\"", "", StringComparison.Ordinal);

        var problems = Problems(page);

        Assert.Contains(problems, p => p.Contains("overlap in the chart", StringComparison.Ordinal));
        Assert.Contains(problems, p => p.Contains("html-has-lang", StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Sound(string page)
    {
        var problems = Problems(page);
        Assert.True(problems.Length == 0, string.Join('\n', problems));
    }

    private string[] Problems(string page)
    {
        var root = Root();
        var peers = new[] { Environment.GetEnvironmentVariable("MLOPS_PEERS"), Path.Combine(root, ".mlops", "peers") }.OfType<string>()
            .FirstOrDefault(f => Directory.Exists(Path.Combine(f, "node_modules", "playwright-core")) && Directory.Exists(Path.Combine(f, "node_modules", "axe-core"))) ?? Missing(Reason);
        var chromium = Program("chromium");
        var file = Path.Combine(_folder, "report.html");
        File.WriteAllText(file, page);
        var script = Path.Combine(root, "tests", "MLOpsBuild.Reporting.Tests", "Browser", "page-check.cjs");
        using var process = Process.Start(new ProcessStartInfo(Program("node"), [script, peers, chromium, file]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.GetAwaiter().GetResult());
        return JsonSerializer.Deserialize<string[]>(output)!;
    }

    private static string Program(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists) ?? Missing($"{name} is not installed.");

    private static string Missing(string reason)
    {
        if (Environment.GetEnvironmentVariable("MLOPS_REQUIRE_PEERS") == "1") Assert.Fail(reason);
        Assert.Skip(reason);
        return "";
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MLOpsBuild.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
