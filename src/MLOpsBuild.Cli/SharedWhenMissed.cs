using MLOpsBuild.Content;
using MLOpsBuild.Pipelines;
using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Cli;

/// <summary>Shared results that are opened with the first miss: a run that knows everything asks neither Git for keys nor a remote for results.</summary>
internal sealed class SharedWhenMissed(Func<ISharedResults?> open) : ISharedResults
{
    private readonly Lazy<(ISharedResults? Results, string? Problem)> _opened = new(() =>
    {
        try
        {
            return (open(), null);
        }
        catch (ConfigurationException problem)
        {
            return (null, $"no shared result is used: {problem.Message.TrimEnd('.')}");
        }
    });

    public async Task<SharedAnswer> FindAsync(Digest key, bool fetch, CancellationToken cancellationToken) => _opened.Value switch
    {
        (null, var problem) => new SharedAnswer(null, problem),
        (var results, _) => await results.FindAsync(key, fetch, cancellationToken).ConfigureAwait(false),
    };
}
