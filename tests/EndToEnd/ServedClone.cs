using System.Diagnostics;
using System.Text.Json;

namespace MLOpsBuild.EndToEnd.Tests;

/// <summary>A server process of a clone; it ends with this object.</summary>
internal sealed class ServedClone : IDisposable
{
    private readonly Process _process;

    public ServedClone(string folder)
    {
        _process = Process.Start(new ProcessStartInfo("bash", ["mlops", "serve", "--url", "http://127.0.0.1:0", "--json"]) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        var line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The server did not start.");
        Address = new Uri(JsonDocument.Parse(line).RootElement.GetProperty("address").GetString()!);
        _ = _process.StandardOutput.ReadToEndAsync();
    }

    public Uri Address { get; }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}
