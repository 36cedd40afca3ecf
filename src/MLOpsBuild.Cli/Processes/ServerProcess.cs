using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using MLOpsBuild.Content;

namespace MLOpsBuild.Cli.Processes;

/// <summary>A prediction server as users start it: <c>mlops serve</c> in a process of its own. It ends when its standard input closes, so it never outlives us.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, Uri address) => (_process, Address) = (process, address);

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <exception cref="IOException">It did not come up; the message holds what it said.</exception>
    public static async Task<ServerProcess> StartAsync(string root, Digest package, CancellationToken cancellationToken)
    {
        var host = Assembly.GetEntryAssembly()!.Location;
        var process = ChildProcess.Start("dotnet", ["exec", host, ":mlops", "serve", "--model", package.ToString(), "--url", "http://127.0.0.1:0", "--json", "--until-input-ends"], root);
        try
        {
            var line = await process.StandardOutput.ReadLineAsync(cancellationToken).ConfigureAwait(false);
            if (line is not null && JsonDocument.Parse(line).RootElement.TryGetProperty("address", out var address))
            {
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                _ = process.StandardError.ReadToEndAsync(CancellationToken.None);
                return new ServerProcess(process, new Uri(address.GetString()!));
            }

            throw new IOException($"The server did not start: {line}{await process.StandardError.ReadToEndAsync(cancellationToken).ConfigureAwait(false)}");
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            process.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            await _process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
