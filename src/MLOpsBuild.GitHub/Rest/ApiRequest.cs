namespace MLOpsBuild.GitHub.Rest;

/// <summary>One call.</summary>
/// <param name="Method">Its HTTP method.</param>
/// <param name="Path">Its path and query below the API's address, escaped, without a slash at the start.</param>
/// <param name="Needs">What the token must be allowed to do; null when that is not the question.</param>
internal sealed record ApiRequest(HttpMethod Method, string Path, Permission? Needs)
{
    /// <summary>Makes the body, anew for every attempt; null for none.</summary>
    public Func<HttpContent>? Content { get; init; }

    /// <summary>Whether it goes to the address for uploads.</summary>
    public bool IsUpload { get; init; }

    /// <summary>What more to do when it is forbidden.</summary>
    public string? Advice { get; init; }

    /// <summary>Whether doing it twice is the same as doing it once. A POST is not, unless somebody says so.</summary>
    public bool IsRepeatable { get; init; } = Method != HttpMethod.Post;
}
