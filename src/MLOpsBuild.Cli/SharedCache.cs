using MLOpsBuild.Pipelines;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Pipelines.Sharing;
using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Cli;

/// <summary>Results of steps at the data remote: read by whoever trusts a key, written by continuous integration on a protected branch.</summary>
internal static class SharedCache
{
    /// <summary>The private key in PEM: a secret that only the protected branch's jobs are given.</summary>
    public const string KeyVariable = "MLOPS_CACHE_KEY";

    /// <summary>Set to <c>off</c> to ask nobody for results.</summary>
    public const string SwitchVariable = "MLOPS_SHARED_CACHE";

    /// <summary>Set to <c>true</c> by a continuous integration other than GitHub's where its job runs for a protected branch.</summary>
    public const string ProtectedVariable = "MLOPS_PROTECTED_BRANCH";

    /// <summary>Where results are looked for; null when nobody is asked. What a protected branch builds goes to production, and is computed there and not taken from others.</summary>
    public static ISharedResults? Reader(Session session)
    {
        if (WhyOff(session) is not null) return null;
        return TrustedKeys.Of(session) is { Count: > 0 } trusted ? new SharedSteps(session.DataRemote(), session.Workspace.Store, trusted, session.Project.DataRemote) : null;
    }

    /// <summary>Why nobody is asked for results, whatever keys are trusted; null when somebody is.</summary>
    public static string? WhyOff(Session session)
    {
        if (IsOff(session)) return $"{SwitchVariable} is off";
        if (WhyNotProtected(session.Options.Variable) is null) return "what a protected branch delivers it computes itself";
        return string.IsNullOrEmpty(session.Options.Variable(KeyVariable)) ? null : $"whoever has {KeyVariable} computes what it signs";
    }

    /// <summary>Why this is no place that may share results; null when it may.</summary>
    public static string? WhyReadOnly(Session session) => WhyNotProtected(session.Options.Variable)
        ?? (string.IsNullOrEmpty(session.Options.Variable(KeyVariable)) ? $"{KeyVariable} is not set" : null);

    /// <summary>Signs what a run computed and puts it at the data remote. What the run itself had found somewhere is not said to be computed.</summary>
    /// <returns>The names of the steps.</returns>
    /// <exception cref="ConfigurationException">This is no place that may write, or the run is no run of a commit.</exception>
    public static async Task<IReadOnlyList<string>> PushAsync(Session session, RunRecord run, CancellationToken cancellationToken)
    {
        var key = Key(session);
        if (run.Dirty || run.Commit is null) throw new ConfigurationException($"Run {run.Id} is not of a commit alone: {(run.Commit is null ? "there is no Git here" : "the working tree had changes")}. Only what a commit gives is shared.");
        var shared = new SharedSteps(session.DataRemote(), session.Workspace.Store, []);
        var pushed = new List<string>();
        foreach (var step in run.Steps.Where(IsShared))
        {
            await shared.PublishAsync(new StepStatement(step.Key, step.Name, run.Id, run.Branch, run.Commit, step.Outputs), key, cancellationToken).ConfigureAwait(false);
            session.Progress($"{step.Name}: to {session.Project.DataRemote}");
            pushed.Add(step.Name);
        }

        return pushed;
    }

    private static bool IsShared(StepRun step) => !step.Cached && !step.Name.StartsWith("check@", StringComparison.Ordinal);

    private static bool IsOff(Session session) => string.Equals(session.Options.Variable(SwitchVariable), "off", StringComparison.OrdinalIgnoreCase);

    private static SigningKey Key(Session session)
    {
        if (WhyNotProtected(session.Options.Variable) is { } reason) throw new ConfigurationException($"Results are shared by continuous integration on a protected branch only; {reason}.");
        var pem = session.Options.Variable(KeyVariable);
        if (string.IsNullOrEmpty(pem)) throw new ConfigurationException($"{KeyVariable} is not set: there is no key to sign with. './mlops cache keygen FILE' makes one; give it to the protected branch's jobs as a secret.");
        try
        {
            return SigningKey.Parse(pem);
        }
        catch (InvalidDataException problem)
        {
            throw new ConfigurationException($"{KeyVariable}: {problem.Message}", problem);
        }
    }

    /// <summary>Why this is no job of a protected branch; null when it is one.</summary>
    private static string? WhyNotProtected(Func<string, string?> variable)
    {
        if (IsTrue(variable("GITHUB_ACTIONS")))
        {
            if (variable("GITHUB_EVENT_NAME") is { } name && name.StartsWith("pull_request", StringComparison.Ordinal)) return "this job is of a pull request, which only reads";
            return IsTrue(variable("GITHUB_REF_PROTECTED")) ? null : $"{variable("GITHUB_REF_NAME") ?? "this branch"} is not protected";
        }

        if (!IsTrue(variable("CI"))) return "this is no job of continuous integration";
        return IsTrue(variable(ProtectedVariable)) ? null : $"{ProtectedVariable} is not 'true' here";
    }

    private static bool IsTrue(string? value) => string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);
}
