using System.Runtime.ExceptionServices;

namespace MLOpsBuild.Content;

/// <summary>Work on all cores that fails as work on one does: with what went wrong, and not with a bag of it.</summary>
internal static class AtOnce
{
    public static void For(int count, Action<int> work, CancellationToken cancellationToken = default)
    {
        try
        {
            Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellationToken }, work);
        }
        catch (AggregateException all)
        {
            ExceptionDispatchInfo.Throw(all.Flatten().InnerExceptions[0]);
        }
    }
}
