namespace MLOpsBuild.Targets;

/// <summary>Everything that a build sees of its process. A test, or a program that contains a build, gives its own.</summary>
public sealed record BuildEnvironment
{
    /// <summary>The words of the command line, without the program.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>The environment variables.</summary>
    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    /// <summary>The folder that relative paths of the command line start from; rooted.</summary>
    public required AbsolutePath WorkingDirectory { get; init; }

    /// <summary>Where all output goes. Calls to it are serialised.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>True when <see cref="Output"/> shows colours; never when redirected or with <c>NO_COLOR</c>.</summary>
    public bool Colors { get; init; }

    /// <summary>True when <see cref="Output"/> is a terminal that takes control sequences: what is running is then shown below the output.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>The width of the output in characters; at least 60 is used. The default is 100.</summary>
    public int Width { get; init; } = 100;

    /// <summary>The number of targets that run at once unless the command line says otherwise; at least 1.</summary>
    public int Processors { get; init; } = 1;

    /// <summary>The clock that durations and log times are taken from.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Cancels the build.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>The user's home folder, whose <c>.nuke</c> is not a root; null when there is none.</summary>
    public AbsolutePath? HomeDirectory { get; init; }

    /// <summary>What the user types to run the build; used in help and completion. The default is <c>./build.sh</c>.</summary>
    public string Command { get; init; } = "./build.sh";

    /// <summary>Called with a writer that takes over the process's console while targets run; null when the console is not this build's.</summary>
    internal Action<TextWriter>? RedirectConsole { get; init; }
}
