using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace MLOpsBuild.Learning.Tests.Peers;

/// <summary>Runs a script in the system's Python, for comparison with other tools on the same rows.</summary>
internal static class Python
{
    private const string Path = "/usr/bin/python3";

    /// <summary>
    /// Runs a script that finds <c>data</c>, a dictionary of lists, and prints one line of JSON: lists of numbers by name.
    /// Skips the test when Python or one of the modules is missing; fails it when peers are required.
    /// </summary>
    public static Dictionary<string, double[]> Run(string modules, IReadOnlyDictionary<string, double[]> data, string script)
    {
        if (!File.Exists(Path) || Start($"import {modules}", null).Exit != 0) Missing($"{Path} with {modules}");
        var lists = data.ToDictionary(d => d.Key, d => d.Value.Select(v => double.IsNaN(v) ? null : (double?)v));
        var (exit, output, error) = Start($"import sys, json, numpy as np\ndata = {{k: np.array(v, dtype=float) for k, v in json.load(sys.stdin).items()}}\n{script}", JsonSerializer.Serialize(lists));
        Assert.True(exit == 0, error);
        return JsonSerializer.Deserialize<Dictionary<string, double[]>>(output)!;
    }

    public static string Of(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static void Missing(string what)
    {
        if (Environment.GetEnvironmentVariable("MLOPS_REQUIRE_PEERS") == "1") Assert.Fail($"{what} is not installed, and peers are required.");
        Assert.Skip($"{what} is not installed.");
    }

    private static (int Exit, string Output, string Error) Start(string script, string? input)
    {
        var start = new ProcessStartInfo(Path) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(script);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        return (process.ExitCode, output.Result, error.Result);
    }
}
