using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace MLOpsBuild.Integration.Tests;

/// <summary>A real registry (distribution 2.8) on a loopback port of its own, with its data in a folder of its own.</summary>
internal sealed class DockerRegistry : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Process _process;

    private DockerRegistry(string? user, string? password, bool relative, bool secure)
    {
        var program = Peer.Require("docker-registry");
        Port = FreePort();
        File.WriteAllText(_folder["config.yml"], Configuration(user, password, relative, secure));
        _process = Process.Start(new ProcessStartInfo(program, ["serve", _folder["config.yml"]]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
    }

    public int Port { get; }

    public string Host => $"127.0.0.1:{Port}";

    /// <summary>The certificate that a secure one shows, which only speaks for 127.0.0.1.</summary>
    public string Certificate => _folder["cert.pem"];

    public static async Task<DockerRegistry> StartAsync(string? user = null, string? password = null, bool relative = false, bool secure = false)
    {
        var registry = new DockerRegistry(user, password, relative, secure);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Loopback, registry.Port);
                return registry;
            }
            catch (SocketException) when (attempt < 200 && !registry._process.HasExited)
            {
                await Task.Delay(25);
            }
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _folder.Dispose();
    }

    private string Configuration(string? user, string? password, bool relative, bool secure)
    {
        var auth = "";
        if (user is not null)
        {
            File.WriteAllText(_folder["htpasswd"], Peer.Run("htpasswd", "-Bbn", user, password!));
            auth = $"auth: {{htpasswd: {{realm: test, path: {_folder["htpasswd"]}}}}}\n";
        }

        var tls = "";
        if (secure)
        {
            Peer.Run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30", "-keyout", _folder["key.pem"], "-out", Certificate, "-subj", "/CN=registry", "-addext", "subjectAltName=IP:127.0.0.1");
            tls = $"  tls: {{certificate: {Certificate}, key: {_folder["key.pem"]}}}\n";
        }

        return $$"""
            version: 0.1
            log:
              level: error
              accesslog: {disabled: true}
            storage:
              filesystem:
                rootdirectory: {{_folder["data"]}}
              delete: {enabled: true}
            http:
              addr: {{Host}}
              secret: abc
              relativeurls: {{(relative ? "true" : "false")}}

            """ + tls + auth;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
