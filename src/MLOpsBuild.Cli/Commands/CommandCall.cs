using System.CommandLine;

namespace MLOpsBuild.Cli.Commands;

/// <summary>One call of a command: its arguments and the repository, which is opened when first asked for.</summary>
internal sealed class CommandCall : IDisposable
{
    private readonly CommandHost _host;
    private readonly ParseResult _parsed;
    private Session? _session;

    public CommandCall(CommandHost host, ParseResult parsed)
    {
        _host = host;
        _parsed = parsed;
    }

    /// <summary>The larger operations.</summary>
    public IOperations Operations => _host.Settings.Operations;

    /// <summary>What surrounds the call.</summary>
    public CommandSettings Settings => _host.Settings;

    /// <summary>True when nothing but the result may be said.</summary>
    public bool IsSilent => _parsed.GetValue(_host.Shared.Quiet) || _parsed.GetValue(_host.Shared.Json);

    /// <summary>True when a program reads the answer.</summary>
    public bool IsJson => _parsed.GetValue(_host.Shared.Json);

    /// <summary>The repository with the pipeline that <c>--pipeline</c> names.</summary>
    public Session Session => _session ?? Open(new SessionOptions(), NameOf(_host.Shared.Pipeline));

    /// <summary>An argument.</summary>
    public T? Get<T>(Argument<T> argument) => _parsed.GetValue(argument);

    /// <summary>An option.</summary>
    public T? Get<T>(Option<T> option) => _parsed.GetValue(option);

    /// <summary>True when the option was written.</summary>
    public bool Has(Option option) => _parsed.GetResult(option) is { Implicit: false };

    /// <summary>The pipeline that was named; null for none.</summary>
    public string? Pipeline => NameOf(_host.Shared.Pipeline);

    /// <summary>Opens the repository with settings.</summary>
    public Session Open(SessionOptions options, string? pipeline)
    {
        _session?.Dispose();
        _session = _host.Open(options, pipeline);
        _session.Progress = Note;
        _session.Transfers = IsSilent ? null : new TransferLines(Settings.Terminal);
        return _session;
    }

    /// <summary>Says how it goes, unless nothing may be said.</summary>
    public void Note(string line)
    {
        if (!IsSilent) Settings.Terminal.Note(line);
    }

    /// <summary>Does some work that takes a while.</summary>
    public Task<T> WhileAsync<T>(string doing, Func<Task<T>> work) => Settings.Terminal.WhileAsync(doing, IsSilent, work);

    /// <summary>A path that the user wrote, from the current folder.</summary>
    public string PathOf(string path) => Path.GetFullPath(path, Settings.Folder);

    /// <inheritdoc/>
    public void Dispose() => _session?.Dispose();

    private string? NameOf(Option<string?> option) => _parsed.GetResult(option) is null ? null : _parsed.GetValue(option);
}
