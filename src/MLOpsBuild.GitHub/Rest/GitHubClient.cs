using System.Text.Json.Serialization.Metadata;

namespace MLOpsBuild.GitHub.Rest;

/// <summary>Typed calls for one repository: questions with kept answers, lists page by page, and changes.</summary>
internal sealed class GitHubClient
{
    /// <summary>A list with more pages than this is not what we ask for.</summary>
    public const int MostPages = 50;

    private readonly GitHubOptions _options;
    private readonly Transport _transport;
    private readonly AppTokens _appTokens;
    private readonly EntityTags _tags = new();
    private string? _login;

    public GitHubClient(GitHubOptions options)
    {
        _options = options;
        _transport = new Transport(options);
        _appTokens = new AppTokens(options, _transport);
    }

    public GitHubRepository Repository => _options.Repository;

    public TimeProvider Time => _options.Time;

    /// <summary>The name that our comments bear.</summary>
    public async Task<string> LoginAsync(CancellationToken cancellationToken) => _login ??= _options.Credentials switch
    {
        { Login: { } known } => known,
        { AppId: not null } => await _appTokens.SlugAsync(cancellationToken).ConfigureAwait(false) + "[bot]",
        _ => (await GetAsync(new ApiRequest(HttpMethod.Get, "user", null), RestJson.Default.UserAnswer, cancellationToken).ConfigureAwait(false)).Login,
    };

    public async Task<T> GetAsync<T>(ApiRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        Json.Read((request, await AskAsync(request, cancellationToken).ConfigureAwait(false)), type);

    /// <summary>What there is; null when there is nothing of that name, or nothing that the token may see.</summary>
    public async Task<T?> FindAsync<T>(ApiRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await GetAsync(request, type, cancellationToken).ConfigureAwait(false);
        }
        catch (GitHubException missing) when (missing.Status == 404)
        {
            return null;
        }
    }

    /// <summary>All items of a list, over its pages.</summary>
    /// <exception cref="GitHubException">It leads elsewhere or in a circle, or has no end.</exception>
    public async Task<IReadOnlyList<T>> ListAsync<TPage, T>(ApiRequest request, JsonTypeInfo<TPage> type, Func<TPage, IReadOnlyList<T>> items, CancellationToken cancellationToken)
    {
        List<T> all = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (var page = request; ;)
        {
            if (!seen.Add(page.Path) || seen.Count > MostPages) throw GitHubErrors.Untrusted(request, 200, $"the list has no end within {MostPages} pages.");
            var answer = await AskAsync(page, cancellationToken).ConfigureAwait(false);
            all.AddRange(items(Json.Read((page, answer), type)));
            if (LinkHeader.Next(answer.Header("Link")) is not { } next) return all;
            page = page with { Path = Below(page, next) };
        }
    }

    public async Task<T> SendAsync<T>(ApiRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        Json.Read((request, await SendAsync(request, cancellationToken).ConfigureAwait(false)), type);

    public async Task<ApiAnswer> SendAsync(ApiRequest request, CancellationToken cancellationToken) =>
        await _transport.SendAsync(request, await TokenAsync(cancellationToken).ConfigureAwait(false), null, cancellationToken).ConfigureAwait(false);

    private async Task<ApiAnswer> AskAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var token = await TokenAsync(cancellationToken).ConfigureAwait(false);
        return _tags.Take(request.Path, await _transport.SendAsync(request, token, _tags.TagOf(request.Path), cancellationToken).ConfigureAwait(false));
    }

    private async Task<string> TokenAsync(CancellationToken cancellationToken) =>
        _options.Credentials.Token ?? await _appTokens.TokenAsync(cancellationToken).ConfigureAwait(false);

    // A link comes from the answer: it may lead to the same API only, since the token goes along.
    private string Below(ApiRequest page, string next)
    {
        var api = _options.Address.Api;
        return Uri.TryCreate(api, next, out var address) && Exchange.IsBelow(api, address)
            ? address.PathAndQuery[api.AbsolutePath.Length..]
            : throw GitHubErrors.Untrusted(page, 200, $"its next page is not at {api.Host}; the token is shown to no other.");
    }
}
