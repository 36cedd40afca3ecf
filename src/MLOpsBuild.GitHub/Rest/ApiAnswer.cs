using System.Net.Http.Headers;

namespace MLOpsBuild.GitHub.Rest;

/// <summary>An answer that has been read whole.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="Body">Its bytes.</param>
internal sealed record ApiAnswer(int Status, HttpResponseHeaders Headers, byte[] Body)
{
    public bool IsGood => Status is >= 200 and < 300;

    /// <summary>The first value of a header; null when it is not there.</summary>
    public string? Header(string name) => Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
