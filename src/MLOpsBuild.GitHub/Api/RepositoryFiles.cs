using MLOpsBuild.GitHub.Rest;

namespace MLOpsBuild.GitHub.Api;

/// <summary>A file as GitHub sends it.</summary>
/// <param name="Type"><c>file</c>, or what else has that path.</param>
/// <param name="Encoding"><c>base64</c>, or <c>none</c> for a long file.</param>
/// <param name="Content">Its bytes, encoded.</param>
/// <param name="Size">Its length in bytes.</param>
internal sealed record FileAnswer(string Type, long Size, string? Encoding = null, string? Content = null);

/// <summary>Files of the repository at a commit, branch or tag.</summary>
public sealed class RepositoryFiles
{
    private readonly GitHubClient _client;

    internal RepositoryFiles(GitHubClient client) => _client = client;

    /// <summary>The bytes of a file of at most 1 MiB; null when there is none.</summary>
    /// <param name="path">Its place in the repository, with forward slashes.</param>
    /// <param name="at">A commit, branch or tag.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="GitHubException">It is longer, or no file.</exception>
    public async Task<byte[]?> ReadAsync(string path, string at, CancellationToken cancellationToken = default)
    {
        var request = _client.Get(Permission.ContentsRead, $"contents/{ApiPath.Below(path)}?ref={at}");
        if (await _client.FindAsync(request, ApiJson.Default.FileAnswer, cancellationToken).ConfigureAwait(false) is not { } file) return null;
        if (file is not { Type: "file", Encoding: "base64", Content: { } content })
            throw GitHubErrors.Untrusted(request, 200, $"'{path}' is no file of at most 1 MiB (type '{file.Type}', {file.Size} bytes).");
        try
        {
            return Convert.FromBase64String(content); // which passes over its line breaks
        }
        catch (FormatException problem)
        {
            throw GitHubErrors.Untrusted(request, 200, $"the content of '{path}' is not Base64.", problem);
        }
    }
}
