using System.Globalization;

namespace MLOpsBuild.GitHub.Rest;

/// <summary>When GitHub asks to be left alone, and for how long.</summary>
internal static class RateLimit
{
    // A server may name any time; nobody waits longer than this, and it can still be added to a date.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);
    private static readonly long LastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>The wait that GitHub's documentation asks for after an answer; null when the answer is about something else.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="now">The time.</param>
    /// <param name="before">How many such answers the same call has had already: without a time to come back, each doubles the minute.</param>
    public static TimeSpan? WaitAfter(ApiAnswer answer, DateTimeOffset now, int before)
    {
        if (answer.Status is not (403 or 429)) return null;
        if (Seconds(answer.Header("Retry-After")) is { } seconds) return TimeSpan.FromSeconds(Math.Min(seconds, (long)Longest.TotalSeconds));
        if (answer.Header("x-ratelimit-remaining") == "0" && Seconds(answer.Header("x-ratelimit-reset")) is { } reset)
        {
            var wait = DateTimeOffset.FromUnixTimeSeconds(reset) - now;
            return TimeSpan.FromTicks(Math.Clamp(wait.Ticks, 0, Longest.Ticks)) + TimeSpan.FromSeconds(1); // clocks differ a little
        }

        return answer.Status == 429 || IsSecondary(ErrorBody.Read(answer.Body).Message) ? TimeSpan.FromMinutes(1 << Math.Min(before, 10)) : null;
    }

    private static bool IsSecondary(string message) =>
        message.Contains("secondary rate limit", StringComparison.OrdinalIgnoreCase) || message.Contains("abuse detection", StringComparison.OrdinalIgnoreCase);

    private static long? Seconds(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= LastSecond ? seconds : null;
}
