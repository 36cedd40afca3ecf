using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace MLOpsBuild.GitHub.Rest;

/// <summary>Bodies as JSON.</summary>
internal static class Json
{
    private static readonly MediaTypeHeaderValue MediaType = new("application/json");

    public static HttpContent Content<T>(T body, JsonTypeInfo<T> type) =>
        new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, type)) { Headers = { ContentType = MediaType } };

    /// <summary>Reads strictly: what the type wants must be there and of its kind; what GitHub says besides is left.</summary>
    /// <exception cref="GitHubException">It is not there.</exception>
    public static T Read<T>((ApiRequest Request, ApiAnswer Answer) asked, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(asked.Answer.Body, type) ?? throw GitHubErrors.Untrusted(asked.Request, asked.Answer.Status, "it is null.");
        }
        catch (JsonException problem)
        {
            // The exception's own words may quote the answer, and this one may hold a token.
            throw GitHubErrors.Untrusted(asked.Request, asked.Answer.Status, $"it is not as GitHub describes it, at {problem.Path ?? "its start"}; is the address that of GitHub's API?");
        }
    }
}
