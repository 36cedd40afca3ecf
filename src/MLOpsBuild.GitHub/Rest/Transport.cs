namespace MLOpsBuild.GitHub.Rest;

/// <summary>Sends calls: again when GitHub asks to come back later or fails for a moment, but never a second time when the first may have been carried out and twice is not once.</summary>
internal sealed class Transport(GitHubOptions options)
{
    private const int MostFailures = 3;
    private readonly Exchange _exchange = new(options);

    /// <summary>The answer: a good one, or "not modified" to an entity tag.</summary>
    /// <exception cref="GitHubException">GitHub refused, could not be reached, or asks for too long a wait.</exception>
    public async Task<ApiAnswer> SendAsync(ApiRequest request, string bearer, string? entityTag, CancellationToken cancellationToken)
    {
        var waited = TimeSpan.Zero;
        for (int failures = 0, limits = 0; ;)
        {
            TimeSpan wait;
            try
            {
                var answer = await _exchange.AskAsync(request, bearer, entityTag, cancellationToken).ConfigureAwait(false);
                if (answer.IsGood || (answer.Status == 304 && entityTag is not null)) return answer;
                var now = options.Time.GetUtcNow();
                wait = RateLimit.WaitAfter(answer, now, limits++) ?? throw GitHubErrors.Refused(request, answer, bearer);
                waited += wait;
                if (waited > options.MostWait) throw GitHubErrors.Limited(request, answer, now + wait, options.MostWait);
            }
            catch (GitHubException problem) when (problem.IsPassing && failures < MostFailures && (request.IsRepeatable || !problem.MayHaveHappened))
            {
                wait = TimeSpan.FromSeconds(1 << failures++);
            }

            await Task.Delay(wait, options.Time, cancellationToken).ConfigureAwait(false);
        }
    }
}
