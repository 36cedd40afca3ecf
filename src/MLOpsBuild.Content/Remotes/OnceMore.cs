namespace MLOpsBuild.Content;

/// <summary>Repeats what went wrong on the way: bytes that were spoilt there may come right the second time, what is wrong where it lies will not.</summary>
internal static class OnceMore
{
    public static async Task<T> AfterSpoiltAsync<T>(Func<Task<T>> action)
    {
        try
        {
            return await action().ConfigureAwait(false);
        }
        catch (InvalidDataException)
        {
            return await action().ConfigureAwait(false);
        }
    }

    /// <summary>Also after a registry refused what it was sent as not being what it should be.</summary>
    public static async Task AfterRefusedAsync(Func<Task> action)
    {
        try
        {
            await action().ConfigureAwait(false);
        }
        catch (RegistryException problem) when (problem.Status is 400 || problem.Code == RegistryErrors.AnswerRefused)
        {
            await action().ConfigureAwait(false);
        }
    }
}
