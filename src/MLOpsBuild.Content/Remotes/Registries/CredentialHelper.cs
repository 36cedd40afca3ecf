using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace MLOpsBuild.Content;

/// <summary>Asks a program <c>docker-credential-NAME</c> for credentials: the host on its input, a JSON object on its output.</summary>
/// <remarks>Only programs in given absolute folders are started, so none that lies in a checkout. What they say is never repeated: it may be a secret.</remarks>
internal sealed partial class CredentialHelper(IReadOnlyList<string> folders, TimeProvider time)
{
    public const int LongestName = 64;
    private const int MaxOutput = 64 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static bool IsName(string name) => name.Length <= LongestName && NamePattern().IsMatch(name);

    /// <summary>What the helper knows of a host; null when it knows nothing.</summary>
    /// <exception cref="RegistryException">It is missing, fails, takes too long or answers something else.</exception>
    public async Task<RegistryCredentials?> GetAsync(string name, string host, string config, CancellationToken cancellationToken)
    {
        var program = Find($"docker-credential-{name}") ?? throw Failed(host, $"docker-credential-{name}, which {config} names for {host}, is not in any folder of PATH. Install it, or take it out of that file and log in with 'docker login {host}'.");
        var (exit, output) = await RunAsync(program, AddressOf(host), host, cancellationToken).ConfigureAwait(false);
        if (exit != 0)
        {
            // The helpers' own words for "none", which all of them take from one library.
            if (output.Contains("credentials not found", StringComparison.OrdinalIgnoreCase)) return null;
            throw Failed(host, $"{program} failed with {exit}; run 'echo {AddressOf(host)} | {program} get' to see why.");
        }

        return Read(output) is { } known
            ? known.User == "<token>" ? RegistryCredentials.OfIdentityToken(known.Secret) : new RegistryCredentials(known.User, known.Secret)
            : throw Failed(host, $"{program} answered something else than a JSON object with Username and Secret.");
    }

    /// <summary>Docker Hub is known to helpers by its oldest address.</summary>
    private static string AddressOf(string host) => host == "docker.io" ? "https://index.docker.io/v1/" : host;

    private string? Find(string file) => folders
        .Where(Path.IsPathFullyQualified)
        .SelectMany(folder => OperatingSystem.IsWindows() ? new[] { Path.Combine(folder, file + ".exe") } : [Path.Combine(folder, file)])
        .FirstOrDefault(File.Exists);

    private async Task<(int Exit, string Output)> RunAsync(string program, string address, string host, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        using var process = Start(program, host);
        try
        {
            var errors = process.StandardError.BaseStream.CopyToAsync(Stream.Null, either.Token);
            await WriteAsync(process, address, either.Token).ConfigureAwait(false);
            var output = await ReadAsync(process.StandardOutput.BaseStream, either.Token).ConfigureAwait(false)
                ?? throw Failed(host, string.Create(CultureInfo.InvariantCulture, $"{program} said more than {MaxOutput} bytes; it was stopped."));
            await errors.ConfigureAwait(false);
            await process.WaitForExitAsync(either.Token).ConfigureAwait(false);
            return (process.ExitCode, output);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw Failed(host, string.Create(CultureInfo.InvariantCulture, $"{program} said nothing within {Patience.TotalSeconds:0} s; it was stopped."));
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private static Process Start(string program, string host)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, ["get"])
            {
                RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, CreateNoWindow = true,
                WorkingDirectory = Path.GetDirectoryName(program)!,
            })!;
        }
        catch (Win32Exception problem)
        {
            throw Failed(host, $"{program} cannot be started: {problem.Message}", problem);
        }
    }

    private static async Task WriteAsync(Process process, string address, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.WriteAsync($"{address}\n".AsMemory(), cancellationToken).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without asking for which host; its exit code tells.
        }
    }

    /// <summary>Everything, or null when it is too much.</summary>
    private static async Task<string?> ReadAsync(Stream output, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxOutput + 1];
        var count = await output.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return count <= MaxOutput ? Encoding.UTF8.GetString(buffer, 0, count) : null;
    }

    private static (string User, string Secret)? Read(string output)
    {
        try
        {
            using var document = JsonDocument.Parse(output);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && Text(root, "Username") is { Length: > 0 } user && Text(root, "Secret") is { Length: > 0 } secret ? (user, secret) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static RegistryException Failed(string host, string words, Exception? inner = null) => new(host, null, "CREDENTIAL_HELPER", words, inner);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]*\z", RegexOptions.NonBacktracking)]
    private static partial Regex NamePattern();
}
