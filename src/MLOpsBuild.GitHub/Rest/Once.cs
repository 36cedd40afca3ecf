namespace MLOpsBuild.GitHub.Rest;

/// <summary>Makes a thing exactly once although answers get lost: before it is made again, it is looked for.</summary>
internal static class Once
{
    private const int MostAttempts = 3;

    /// <summary>What was made, or what was found to have been made.</summary>
    /// <param name="make">Makes it; tells by <see cref="GitHubException.MayHaveHappened"/> that the answer was lost.</param>
    /// <param name="find">Finds it by what only it has; null when it is not there.</param>
    /// <param name="time">For the pause before looking: GitHub shows a new thing everywhere only after a moment.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async Task<T> MakeAsync<T>(Func<Task<T>> make, Func<Task<T?>> find, TimeProvider time, CancellationToken cancellationToken)
        where T : class
    {
        for (var attempt = 1; ; attempt++)
        {
            GitHubException lost;
            try
            {
                return await make().ConfigureAwait(false);
            }
            catch (GitHubException problem) when (problem.MayHaveHappened || (attempt > 1 && problem.Status == 422))
            {
                lost = problem; // after a lost attempt, "it exists already" means that looking was too early
            }

            await Task.Delay(TimeSpan.FromSeconds(2 * attempt), time, cancellationToken).ConfigureAwait(false);
            if (await find().ConfigureAwait(false) is { } there) return there;
            if (attempt == MostAttempts) throw lost;
        }
    }
}
