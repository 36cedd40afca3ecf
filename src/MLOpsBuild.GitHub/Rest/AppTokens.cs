using System.Text.Json.Serialization;

namespace MLOpsBuild.GitHub.Rest;

/// <summary>Fetches tokens of a GitHub App's installation for one repository, and new ones before they expire.</summary>
internal sealed class AppTokens(GitHubOptions options, Transport transport)
{
    // They last an hour; the longest call should end before.
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(10);
    private InstallationToken? _token;

    /// <summary>A token that holds for some minutes at least. Two callers at once may fetch one each, which does no harm.</summary>
    public async Task<string> TokenAsync(CancellationToken cancellationToken)
    {
        var token = Volatile.Read(ref _token);
        if (token is null || token.ExpiresAt - options.Time.GetUtcNow() < Early)
        {
            token = await FetchAsync(cancellationToken).ConfigureAwait(false);
            Volatile.Write(ref _token, token);
        }

        return token.Token;
    }

    /// <summary>The App's own name.</summary>
    public async Task<string> SlugAsync(CancellationToken cancellationToken) =>
        Json.Read(await AskAsync(new ApiRequest(HttpMethod.Get, "app", null), cancellationToken).ConfigureAwait(false), RestJson.Default.AppAnswer).Slug;

    private async Task<InstallationToken> FetchAsync(CancellationToken cancellationToken)
    {
        var repository = options.Repository;
        var find = new ApiRequest(HttpMethod.Get, ApiPath.Of($"repos/{repository.Owner}/{repository.Name}/installation"), null) { Advice = $"Install the GitHub App for {repository}." };
        var installation = Json.Read(await AskAsync(find, cancellationToken).ConfigureAwait(false), RestJson.Default.InstallationAnswer);
        // A token more does no harm, and one that got lost expires.
        var make = new ApiRequest(HttpMethod.Post, ApiPath.Of($"app/installations/{installation.Id}/access_tokens"), null)
        {
            Content = () => Json.Content(new TokenRequest([repository.Name]), RestJson.Default.TokenRequest),
            IsRepeatable = true,
        };
        return Json.Read(await AskAsync(make, cancellationToken).ConfigureAwait(false), RestJson.Default.InstallationToken);
    }

    private async Task<(ApiRequest Request, ApiAnswer Answer)> AskAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var jwt = AppJwt.Sign(options.Credentials.AppId!, options.Credentials.PrivateKey!, options.Time.GetUtcNow());
        return (request, await transport.SendAsync(request, jwt, null, cancellationToken).ConfigureAwait(false));
    }
}

/// <summary>A GitHub App.</summary>
/// <param name="Slug">Its name in addresses.</param>
internal sealed record AppAnswer(string Slug);

/// <summary>An App's place in a repository.</summary>
/// <param name="Id">Its number.</param>
internal sealed record InstallationAnswer(long Id);

/// <summary>Asks for a token.</summary>
/// <param name="Repositories">The repositories that it is for.</param>
internal sealed record TokenRequest(IReadOnlyList<string> Repositories);

/// <summary>A token.</summary>
/// <param name="Token">The secret.</param>
/// <param name="ExpiresAt">When it ends.</param>
internal sealed record InstallationToken(string Token, DateTimeOffset ExpiresAt);

/// <summary>A user.</summary>
/// <param name="Login">The name.</param>
internal sealed record UserAnswer(string Login);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(AppAnswer))]
[JsonSerializable(typeof(InstallationAnswer))]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(InstallationToken))]
[JsonSerializable(typeof(UserAnswer))]
internal sealed partial class RestJson : JsonSerializerContext;
