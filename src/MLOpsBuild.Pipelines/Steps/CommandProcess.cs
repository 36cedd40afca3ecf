using System.Diagnostics;

namespace MLOpsBuild.Pipelines.Steps;

/// <summary>Runs a declared external command in a folder of its own.</summary>
internal static class CommandProcess
{
    private const int OutputKept = 4000;

    /// <summary>The bytes of the declared output.</summary>
    /// <exception cref="CommandFailedException">The program fails, or leaves no output; the message holds the end of what it said.</exception>
    /// <exception cref="IOException">The program cannot be started.</exception>
    public static async Task<byte[]> RunAsync(ExternalCommand command, IEnumerable<(string Name, byte[] Bytes)> inputs, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("mlops-command-").FullName;
        try
        {
            foreach (var (name, bytes) in inputs) await File.WriteAllBytesAsync(Path.Combine(folder, name), bytes, cancellationToken).ConfigureAwait(false);
            var said = await StartAsync(command, folder, cancellationToken).ConfigureAwait(false);
            var output = Path.Combine(folder, command.Output);
            return File.Exists(output)
                ? await File.ReadAllBytesAsync(output, cancellationToken).ConfigureAwait(false)
                : throw new CommandFailedException($"'{command}' ended well but left no {command.Output}. It said: {said}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> StartAsync(ExternalCommand command, string folder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(command.Program, command.Arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        using var process = Start(start, command);
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

        var said = (await output.ConfigureAwait(false)) + (await errors.ConfigureAwait(false));
        said = said.Length <= OutputKept ? said : "..." + said[^OutputKept..];
        return process.ExitCode == 0 ? said : throw new CommandFailedException($"'{command}' ended with {process.ExitCode}. It said: {said}");
    }

    private static Process Start(ProcessStartInfo start, ExternalCommand command)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception problem)
        {
            throw new IOException($"'{command.Program}' cannot be started: {problem.Message}. Is it installed and on PATH?", problem);
        }
    }
}
