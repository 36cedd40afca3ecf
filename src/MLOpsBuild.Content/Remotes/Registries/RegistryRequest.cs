using System.Net.Http.Headers;

namespace MLOpsBuild.Content;

/// <summary>One question to a registry, which may have to be asked several times.</summary>
internal sealed record RegistryRequest(HttpMethod Method, Uri Address, params IReadOnlyList<string> Scopes)
{
    /// <summary>The media types that are understood.</summary>
    public IReadOnlyList<string> Accept { get; init; } = [];

    /// <summary>Makes the body anew for every attempt; null for none.</summary>
    public Func<HttpContent>? Content { get; init; }

    /// <summary>The first byte that is wanted; null for all.</summary>
    public long? From { get; init; }

    /// <summary>True when asking twice does no more than asking once.</summary>
    public bool IsRepeatable { get; init; } = true;

    /// <summary>Reads this many bytes of a good answer's body as part of the question, so that a cut in it is asked again; null to leave the body for the asker.</summary>
    public long? BodyBytes { get; init; }

    /// <summary>The longest wait for the answer's beginning, which includes sending the body.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>The right to read from a repository.</summary>
    public static string Pull(string repository) => $"repository:{repository}:pull";

    /// <summary>The right to read from a repository and to write to it.</summary>
    public static string Push(string repository) => $"repository:{repository}:pull,push";

    public HttpRequestMessage ToMessage(Uri address)
    {
        var message = new HttpRequestMessage(Method, address) { Content = Content?.Invoke() };
        message.Headers.UserAgent.ParseAdd("mlopsbuild");
        foreach (var type in Accept) message.Headers.Accept.ParseAdd(type);
        if (From is { } from) message.Headers.Range = new RangeHeaderValue(from, null);
        return message;
    }
}
