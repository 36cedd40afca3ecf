using System.Net.Http.Headers;
using MLOpsBuild.GitHub.Rest;

namespace MLOpsBuild.GitHub.Api;

/// <summary>Releases and their files.</summary>
public sealed class Releases
{
    private static readonly MediaTypeHeaderValue Bytes = new("application/octet-stream");
    private readonly GitHubClient _client;

    internal Releases(GitHubClient client) => _client = client;

    /// <summary>The published release of a tag; null when there is none.</summary>
    public Task<Release?> FindAsync(string tag, CancellationToken cancellationToken = default) =>
        _client.FindAsync(_client.Get(Permission.ContentsRead, $"releases/tags/{tag}"), ApiJson.Default.Release, cancellationToken);

    /// <summary>Publishes a release. When the answer is lost, the one of that tag is taken for it.</summary>
    public Task<Release> CreateAsync(NewRelease release, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(release);
        var request = _client.Send(HttpMethod.Post, Permission.ContentsWrite, $"releases", release, ApiJson.Default.NewRelease);
        return Once.MakeAsync(
            () => _client.SendAsync(request, ApiJson.Default.Release, cancellationToken), () => FindAsync(release.TagName, cancellationToken), _client.Time, cancellationToken);
    }

    /// <summary>The files of a release.</summary>
    public Task<IReadOnlyList<ReleaseAsset>> ListAssetsAsync(long release, CancellationToken cancellationToken = default) => _client.ListAsync(
        _client.Get(Permission.ContentsRead, $"releases/{release}/assets?per_page={Calls.PageSize}"), ApiJson.Default.ReleaseAssetArray, page => page, cancellationToken);

    /// <summary>Adds a file to a release. When the answer is lost, the whole file of that name and length is taken for it; half of one is removed first.</summary>
    /// <param name="release">The release's number.</param>
    /// <param name="name">The file's name there.</param>
    /// <param name="file">The file on this machine.</param>
    /// <param name="cancellationToken">Stops sending.</param>
    public Task<ReleaseAsset> UploadAsync(long release, string name, string file, CancellationToken cancellationToken = default)
    {
        var length = new FileInfo(file).Length;
        var request = new ApiRequest(HttpMethod.Post, _client.Path($"releases/{release}/assets?name={name}"), Permission.ContentsWrite)
        {
            IsUpload = true,
            Content = () => new StreamContent(File.OpenRead(file)) { Headers = { ContentType = Bytes, ContentLength = length } },
        };
        return Once.MakeAsync(
            () => _client.SendAsync(request, ApiJson.Default.ReleaseAsset, cancellationToken),
            async () =>
            {
                var there = (await ListAssetsAsync(release, cancellationToken).ConfigureAwait(false)).FirstOrDefault(a => a.Name == name);
                if (there is null || (there.State == "uploaded" && there.Size == length)) return there;
                await DeleteAssetAsync(there.Id, cancellationToken).ConfigureAwait(false);
                return null;
            },
            _client.Time,
            cancellationToken);
    }

    /// <summary>Removes a file of a release; one that is gone already is as good as removed.</summary>
    public Task DeleteAssetAsync(long asset, CancellationToken cancellationToken = default) =>
        _client.DeleteAsync(Permission.ContentsWrite, $"releases/assets/{asset}", cancellationToken);
}
