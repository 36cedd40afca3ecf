using System.Diagnostics;

namespace MLOpsBuild.Cli.Processes;

/// <summary>A finished program.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it said, both streams.</param>
internal sealed record ChildResult(int ExitCode, string Output);

/// <summary>Runs other programs: no shell, every argument by itself, ended with us.</summary>
internal static class ChildProcess
{
    /// <exception cref="IOException">The program cannot be started.</exception>
    public static async Task<ChildResult> RunAsync(string program, IReadOnlyList<string> arguments, string folder, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var process = Start(program, arguments, folder, environment);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return new ChildResult(process.ExitCode, await output.ConfigureAwait(false) + await errors.ConfigureAwait(false));
    }

    /// <exception cref="IOException">The program cannot be started.</exception>
    public static Process Start(string program, IReadOnlyList<string> arguments, string folder, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception problem)
        {
            throw new IOException($"{program} cannot be started: {problem.Message}. Is it installed and on PATH?", problem);
        }
    }
}
