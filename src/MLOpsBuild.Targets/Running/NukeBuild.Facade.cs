
namespace MLOpsBuild.Targets.Running;

// What build files read without an instance, as in NUKE. It follows the flow of execution, so that two builds in one process do not meet.
public abstract partial class NukeBuild
{
    private static readonly AsyncLocal<BuildContext?> Ambient = new();
    private static readonly AsyncLocal<TargetRun?> Current = new();

    /// <summary>The folder that holds <c>.nuke</c>.</summary>
    public static AbsolutePath RootDirectory => Surroundings.Root;

    /// <summary>The folder <c>.nuke/temp</c>; not under version control.</summary>
    public static AbsolutePath TemporaryDirectory => Surroundings.TemporaryDirectory;

    /// <summary>Where the build runs.</summary>
    public static Host Host => Surroundings.Host;

    /// <summary>How much of the log is shown.</summary>
    public static Verbosity Verbosity => Surroundings.Verbosity;

    /// <summary>Whether a person runs the build.</summary>
    public static bool IsLocalBuild => !Host.IsServer;

    /// <summary>Whether a continuous integration service runs the build.</summary>
    public static bool IsServerBuild => Host.IsServer;

    /// <summary>The target that the calling code belongs to.</summary>
    /// <exception cref="InvalidOperationException">No target is running in the calling flow.</exception>
    public static ITargetReport CurrentTarget =>
        Current.Value ?? throw new InvalidOperationException("No target is running here: this is for the actions of targets.");

    /// <summary>Signalled when the build is cancelled; for an assured target after a failure or cancellation, never.</summary>
    public static CancellationToken CancellationToken => Current.Value?.CancellationToken ?? Surroundings.Environment.Cancellation;

    AbsolutePath INukeBuild.RootDirectory => Context.Root;

    AbsolutePath INukeBuild.TemporaryDirectory => Context.TemporaryDirectory;

    Host INukeBuild.Host => Context.Host;

    Verbosity INukeBuild.Verbosity => Context.Verbosity;

    bool INukeBuild.IsLocalBuild => !Context.Host.IsServer;

    bool INukeBuild.IsServerBuild => Context.Host.IsServer;

    /// <summary>The build of the calling flow; null outside of one.</summary>
    internal static BuildContext? AmbientContext => Ambient.Value;

    /// <summary>The name of the running target of the calling flow; null outside of one.</summary>
    internal static string? CurrentTargetName => Current.Value?.Name;

    private static BuildContext Surroundings =>
        Ambient.Value ?? throw new InvalidOperationException("No build is running here; builds are run by Execute.");

    internal static IDisposable Enter(TargetRun run)
    {
        Current.Value = run;
        return new Leave();
    }

    private sealed class Leave : IDisposable
    {
        public void Dispose() => Current.Value = null;
    }
}
