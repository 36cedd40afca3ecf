namespace MLOpsBuild.Content;

/// <summary>Asks again where that may help: after a cut connection and after answers that mean "later". Waits as the server says, else one, two, four and eight seconds.</summary>
internal sealed class Retries(TimeProvider time)
{
    /// <summary>How often one thing is tried.</summary>
    public const int Attempts = 5;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    /// <summary>True for a status that another attempt may change.</summary>
    public static bool IsPassing(int status) => status is 408 or 429 or 500 or 502 or 503 or 504;

    /// <summary>The last answer, whatever its status. A server that asks for a longer wait than a minute is not waited for.</summary>
    /// <exception cref="RegistryException">No answer came.</exception>
    public async Task<HttpResponseMessage> AskAsync(Func<Task<HttpResponseMessage>> ask, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            TimeSpan wait;
            try
            {
                var response = await ask().ConfigureAwait(false);
                if (!IsPassing((int)response.StatusCode) || attempt == Attempts) return response;
                wait = WaitAfter(response) ?? Backoff(attempt);
                if (wait > LongestWait) return response;
                response.Dispose();
            }
            catch (RegistryException problem) when (problem.IsPassing && attempt < Attempts)
            {
                wait = Backoff(attempt);
            }

            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What an answer asks to wait, in seconds or until a date; null when it does not say. Never negative.</summary>
    public TimeSpan? WaitAfter(HttpResponseMessage response)
    {
        var asked = response.Headers.RetryAfter;
        var wait = asked?.Delta ?? asked?.Date - time.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    /// <summary>True after waiting as a failure asks for; false when it asks for more than anybody waits.</summary>
    public async Task<bool> PauseAsync(RegistryException failure, int attempt, CancellationToken cancellationToken)
    {
        var wait = failure.Wait ?? Backoff(attempt);
        if (wait > LongestWait) return false;
        await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static TimeSpan Backoff(int attempt) => TimeSpan.FromSeconds(1 << Math.Min(attempt - 1, 3));
}
