using System.Text.Json.Serialization.Metadata;
using MLOpsBuild.GitHub.Rest;

namespace MLOpsBuild.GitHub.Api;

/// <summary>Calls below <c>repos/{owner}/{name}/</c>.</summary>
internal static class Calls
{
    public const int PageSize = 100;

    public static ApiRequest Get(this GitHubClient client, Permission needs, FormattableString path) => new(HttpMethod.Get, client.Path(path), needs);

    public static ApiRequest Send<T>(this GitHubClient client, HttpMethod method, Permission needs, FormattableString path, T body, JsonTypeInfo<T> type) =>
        new(method, client.Path(path), needs) { Content = () => Json.Content(body, type) };

    public static string Path(this GitHubClient client, FormattableString path) =>
        $"{ApiPath.Of($"repos/{client.Repository.Owner}/{client.Repository.Name}")}/{ApiPath.Of(path)}";

    /// <summary>Deletes; what is gone already is as good as deleted.</summary>
    public static async Task DeleteAsync(this GitHubClient client, Permission needs, FormattableString path, CancellationToken cancellationToken)
    {
        try
        {
            await client.SendAsync(new ApiRequest(HttpMethod.Delete, client.Path(path), needs), cancellationToken).ConfigureAwait(false);
        }
        catch (GitHubException gone) when (gone.Status == 404)
        {
            // Another writer, or an earlier attempt whose answer was lost, was quicker.
        }
    }
}
