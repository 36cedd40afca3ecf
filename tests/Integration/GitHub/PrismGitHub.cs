using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MLOpsBuild.Integration.Tests.GitHub;

/// <summary>Prism, a server that validates each request against GitHub's description and answers with the description's examples. Started once for a class.</summary>
public sealed class PrismGitHub : IAsyncLifetime
{
    private const string Program = "node_modules/@stoplight/prism-cli/dist/index.js";
    private const string Description = "node_modules/@octokit/openapi/generated/api.github.com.json";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly TemporaryFolder _folder = new();
    private readonly StringBuilder _said = new();
    private Process? _process;
    private string? _address;

    /// <summary>Its address; skips the test when Prism is not there.</summary>
    public string Address
    {
        get
        {
            if (_address is not null) return _address;
            const string Reason = "Prism and GitHub's description are not there: run `npm i @stoplight/prism-cli@5.16.0 @octokit/openapi@23.0.2` in .mlops/peers (or in the folder that MLOPS_PEERS names).";
            if (Environment.GetEnvironmentVariable("MLOPS_REQUIRE_PEERS") == "1") Assert.Fail(Reason);
            Assert.Skip(Reason);
            return "";
        }
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (Peers() is not { } peers) return;
        GitHubDescription.Cut(Path.Combine(peers, Description), _folder["github.json"], GitHubContract.Paths);
        var port = FreePort();
        var start = new ProcessStartInfo(Peer.Require("node"), [Path.Combine(peers, Program), "mock", "-h", "127.0.0.1", "-p", $"{port}", _folder["github.json"]]) { RedirectStandardOutput = true, RedirectStandardError = true };
        var ready = new TaskCompletionSource();
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Hear(line.Data, ready);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data, ready);
        _process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException("Prism ended."));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        try
        {
            await ready.Task.WaitAsync(Patience);
        }
        catch (Exception problem) when (problem is TimeoutException or InvalidOperationException)
        {
            throw new InvalidOperationException($"Prism did not start: {_said}", problem);
        }

        _address = $"http://127.0.0.1:{port}";
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        _folder.Dispose();
    }

    private void Hear(string? line, TaskCompletionSource ready)
    {
        if (line is null) return;
        lock (_said) _said.AppendLine(line);
        if (line.Contains("is listening", StringComparison.Ordinal)) ready.TrySetResult();
    }

    private static string? Peers()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "MLOpsBuild.sln"))) root = Path.GetDirectoryName(root)!;
        return new[] { Environment.GetEnvironmentVariable("MLOPS_PEERS"), Path.Combine(root, ".mlops", "peers") }
            .OfType<string>().FirstOrDefault(f => File.Exists(Path.Combine(f, Program)) && File.Exists(Path.Combine(f, Description)));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
