namespace MLOpsBuild.Content;

/// <summary>One question to a registry, which may have to be asked several times.</summary>
internal sealed record RegistryRequest(HttpMethod Method, Uri Address)
{
    /// <summary>True when the right to push is needed.</summary>
    public bool Push { get; init; }

    /// <summary>The media types that are understood.</summary>
    public IReadOnlyList<string> Accept { get; init; } = [];

    /// <summary>Makes the body anew for every attempt; null for none.</summary>
    public Func<HttpContent>? Content { get; init; }

    /// <summary>The longest wait for the answer's beginning, which includes sending the body.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(100);

    public HttpRequestMessage ToMessage(Uri address)
    {
        var message = new HttpRequestMessage(Method, address) { Content = Content?.Invoke() };
        message.Headers.UserAgent.ParseAdd("mlopsbuild");
        foreach (var type in Accept) message.Headers.Accept.ParseAdd(type);
        return message;
    }
}
