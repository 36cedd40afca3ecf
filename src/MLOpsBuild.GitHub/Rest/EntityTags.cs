using System.Collections.Concurrent;

namespace MLOpsBuild.GitHub.Rest;

/// <summary>Answers that were kept with their entity tags: asking whether they still hold costs nothing of the rate limit.</summary>
internal sealed class EntityTags
{
    private const int MostAnswers = 100;
    private const int MostBytes = 1024 * 1024;
    private readonly ConcurrentDictionary<string, (string Tag, ApiAnswer Answer)> _kept = new(StringComparer.Ordinal);

    public string? TagOf(string path) => _kept.TryGetValue(path, out var kept) ? kept.Tag : null;

    /// <summary>The answer to go on with: the kept one when nothing was modified, else the new one, which is kept if it has a tag.</summary>
    public ApiAnswer Take(string path, ApiAnswer answer)
    {
        if (answer.Status == 304 && _kept.TryGetValue(path, out var kept)) return kept.Answer;
        if (answer.Header("ETag") is { } tag && answer.Body.Length <= MostBytes && (_kept.Count < MostAnswers || _kept.ContainsKey(path))) _kept[path] = (tag, answer);
        else _kept.TryRemove(path, out _);
        return answer;
    }
}
