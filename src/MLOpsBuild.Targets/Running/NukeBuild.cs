using System.Linq.Expressions;
using MLOpsBuild.Targets.Definition;
using MLOpsBuild.Targets.Hosting;
using MLOpsBuild.Targets.Reporting;

namespace MLOpsBuild.Targets.Running;

/// <summary>The base of a build: a class whose properties of type <see cref="Target"/> are what it can do.</summary>
/// <example><code>
/// sealed class Build : NukeBuild
/// {
///     public static int Main() => Execute&lt;Build&gt;(x => x.Train);
///
///     [Parameter("Number of trees")] readonly int Trees = 200;
///
///     Target Train => _ => _
///         .Description("Trains the model")
///         .DependsOn(Validate)
///         .Executes(() => Log.Information("Training {Trees} trees", Trees));
/// }
/// </code></example>
public abstract partial class NukeBuild : INukeBuild
{
    /// <summary>Takes the build's surroundings from <see cref="Execute{T}"/>.</summary>
    /// <exception cref="InvalidOperationException">The build is not made by <see cref="Execute{T}"/>.</exception>
    protected NukeBuild()
    {
        Context = Surroundings;
        Extensions = new Extensions(this);
    }

    /// <inheritdoc/>
    public Partition Partition => Context.Partition;

    /// <inheritdoc/>
    public bool Continue => Context.Continue;

    /// <inheritdoc/>
    public IReadOnlyCollection<ExecutableTarget> ExecutionPlan => [.. Runs.Select(r => r.Target)];

    /// <inheritdoc/>
    public IReadOnlyCollection<ExecutableTarget> InvokedTargets { get; internal set; } = [];

    /// <inheritdoc/>
    public IReadOnlyCollection<ExecutableTarget> SkippedTargets => With(ExecutionStatus.Skipped);

    /// <inheritdoc/>
    public IReadOnlyCollection<ExecutableTarget> ScheduledTargets => With(ExecutionStatus.Scheduled);

    /// <inheritdoc/>
    public IReadOnlyCollection<ExecutableTarget> RunningTargets => With(ExecutionStatus.Running);

    /// <inheritdoc/>
    public IReadOnlyCollection<ExecutableTarget> AbortedTargets => With(ExecutionStatus.Aborted);

    /// <inheritdoc/>
    public IReadOnlyCollection<ExecutableTarget> FailedTargets => With(ExecutionStatus.Failed);

    /// <inheritdoc/>
    public IReadOnlyCollection<ExecutableTarget> SucceededTargets => With(ExecutionStatus.Succeeded);

    /// <inheritdoc/>
    public IReadOnlyCollection<ExecutableTarget> FinishedTargets => [.. Runs.Where(r => r.HasEnded).Select(r => r.Target)];

    /// <inheritdoc/>
    public IReadOnlyList<TargetResult> Results => [.. Runs.Select(r => r.ToResult())];

    /// <inheritdoc/>
    public bool IsSucceeding => !IsFailing;

    /// <inheritdoc/>
    public bool IsFailing => Runs.Any(r => r.Status is ExecutionStatus.Failed or ExecutionStatus.Aborted or ExecutionStatus.NotRun);

    /// <inheritdoc/>
    public bool IsFinished => Runs.All(r => r.HasEnded);

    /// <inheritdoc/>
    public int? ExitCode { get; set; }

    internal BuildContext Context { get; }

    internal Extensions Extensions { get; }

    internal IReadOnlyList<TargetRun> Runs { get; set; } = [];

    /// <summary>Runs a build inside the given surroundings: for tests, and for programs that contain a build.</summary>
    /// <param name="environment">All that the build sees of its process.</param>
    /// <param name="defaultTargets">The targets to run when the command line names none.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static Task<int> ExecuteAsync<T>(BuildEnvironment environment, params Expression<Func<T, Target>>[] defaultTargets)
        where T : NukeBuild, new() => new BuildProgram(environment, typeof(T)).RunAsync(
            context =>
            {
                Ambient.Value = context;
                return new T();
            },
            [.. defaultTargets.Select(d => (Func<NukeBuild, Target>)(build => d.Compile(preferInterpretation: true)((T)build)))]);

    /// <inheritdoc/>
    public void ReportSummary(Func<SummaryPairs, SummaryPairs> configure)
    {
        foreach (var (key, value) in configure(new SummaryPairs()).Pairs) CurrentTarget.AddPair(key, value);
        if (Current.Value is { } run) Extensions.Call<IOnTargetSummaryUpdated>(e => e.OnTargetSummaryUpdated(this, run.Target));
    }

    /// <summary>Runs the build of this process: reads its command line and environment, ends on Ctrl+C, and writes to its console.</summary>
    /// <param name="defaultTargets">The targets to run when the command line names none.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    protected static int Execute<T>(params Expression<Func<T, Target>>[] defaultTargets)
        where T : NukeBuild, new() => ProcessHost.Run(environment => ExecuteAsync(environment, defaultTargets));

    internal object? ValueOf(LambdaExpression parameter)
    {
        var member = Requirement.MemberOf(parameter);
        return member is not null && Context.Catalog.Find(member) is { } spec
            ? Context.Values.Find(spec)
            : throw new BuildConfigurationException($"{member?.DeclaringType?.Name}.{member?.Name ?? parameter.ToString()} is read as a parameter but is none; add [Parameter].");
    }

    private ExecutableTarget[] With(ExecutionStatus status) => [.. Runs.Where(r => r.Status == status).Select(r => r.Target)];
}
