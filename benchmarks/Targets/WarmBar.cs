using System.Globalization;
using System.Text.Json;

/// <summary>A build in which nothing has changed, beside the runtime's own start and beside make with the same graph and the same sources to look at.</summary>
internal static class WarmBar
{
    public static void Run(string clone, int rounds)
    {
        var scratch = Directory.CreateTempSubdirectory("mlops-warm-").FullName;
        try
        {
            var hello = Hello(scratch);
            WriteMakefile(clone, scratch);
            (string Name, Func<Cost> Run)[] all =
            [
                ("the runtime alone: `dotnet hello.dll`", () => Measuring.Run("dotnet", [hello])),
                ("`make`, all targets up to date", () => Measuring.Run("make", ["-s", "-C", scratch, "Default"])),
                ("`./build.sh --plan`", () => Measuring.Run("bash", ["build.sh", "--plan"], clone)),
                ("`./mlops data status`", () => Measuring.Run("bash", ["mlops", "data", "status"], clone)),
                ("`./build.sh`, nothing changed", () => Measuring.Run("bash", ["build.sh"], clone)),
            ];
            var costs = all.ToDictionary(c => c.Name, _ => new List<Cost>());
            for (var round = 0; round <= rounds; round++)
            {
                foreach (var (name, run) in all)
                {
                    var cost = run();
                    if (cost.ExitCode != 0) throw new InvalidOperationException($"{name} ended with {cost.ExitCode}: run ./build.sh in {clone} first.");
                    if (round > 0) costs[name].Add(cost);
                }
            }

            Show(costs);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private static void Show(Dictionary<string, List<Cost>> costs)
    {
        Console.WriteLine($"{Measuring.Machine}; load over the last minute {Measuring.Load}.\n");
        Console.WriteLine("| | best, s | median, s | beyond the runtime, best, s | processor (median), s |\n|---|---|---|---|---|");
        var runtime = costs.First().Value.Min(c => c.Seconds);
        foreach (var (name, runs) in costs)
        {
            var best = runs.Min(c => c.Seconds);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {best:f3} | {Median(runs.Select(c => c.Seconds)):f3} | {best - runtime:f3} | {Median(runs.Select(c => c.Processor)):f3} |"));
        }
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);

    private static string Hello(string scratch)
    {
        var folder = Directory.CreateDirectory(Path.Combine(scratch, "hello")).FullName;
        File.WriteAllText(Path.Combine(folder, "hello.csproj"), "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><UseAppHost>false</UseAppHost><InvariantGlobalization>true</InvariantGlobalization></PropertyGroup></Project>");
        File.WriteAllText(Path.Combine(folder, "hello.cs"), "System.Console.WriteLine(\"hello\");");
        Measuring.Run("dotnet", ["build", folder, "-c", "Release", "-o", Path.Combine(folder, "bin"), "--nologo", "-v", "quiet"]);
        return Path.Combine(folder, "bin", "hello.dll");
    }

    /// <summary>A stamp for every target of the plan, after those of what it needs; what restores and compiles also looks at the sources.</summary>
    private static void WriteMakefile(string clone, string scratch)
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("bash", ["build.sh", "--plan", "--json"]) { WorkingDirectory = clone, RedirectStandardOutput = true })!;
        using var plan = JsonDocument.Parse(process.StandardOutput.ReadToEnd());
        var sources = ((string[])["src", "build", "pipelines", "tests"]).SelectMany(f => Directory.EnumerateFiles(Path.Combine(clone, f), "*.cs", SearchOption.AllDirectories)).ToList();
        using var make = new StreamWriter(Path.Combine(scratch, "Makefile"));
        foreach (var target in plan.RootElement.GetProperty("targets").EnumerateArray())
        {
            var name = target.GetProperty("name").GetString()!;
            var needs = target.GetProperty("dependsOn").EnumerateArray().Select(d => $"{d.GetString()}.stamp");
            make.WriteLine($"{name}.stamp: {string.Join(' ', needs.Concat(name == "Compile" ? sources : []))}\n\ttouch $@\n\n.PHONY: {name}\n{name}: {name}.stamp\n");
        }
    }
}
