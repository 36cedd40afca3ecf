namespace MLOpsBuild.GitHub;

/// <summary>What GitHub finds wrong with one field of a request.</summary>
/// <param name="Resource">What it belongs to: <c>PullRequest</c>; may be empty.</param>
/// <param name="Field">Its name; may be empty.</param>
/// <param name="Problem">A code such as <c>missing</c> or <c>already_exists</c>, or a sentence.</param>
public sealed record FieldError(string Resource, string Field, string Problem);

/// <summary>GitHub did not do what was asked: it refused, could not be reached, or answered what must not be trusted. The message says what to do and holds no secret.</summary>
public sealed class GitHubException : Exception
{
    internal GitHubException(string method, string path, int? status, string message, Exception? inner = null)
        : base(message, inner) => (Method, Path, Status) = (method, path, status);

    /// <summary>The HTTP method of the call.</summary>
    public string Method { get; }

    /// <summary>The path of the call, without the host.</summary>
    public string Path { get; }

    /// <summary>The status of the answer; null when none came, or none that could be read.</summary>
    public int? Status { get; }

    /// <summary>What GitHub finds wrong with the fields of the request; often empty.</summary>
    public IReadOnlyList<FieldError> Fields { get; internal init; } = [];

    /// <summary>Whether the call may have been carried out all the same, because its answer was lost.</summary>
    public bool MayHaveHappened { get; internal init; }

    /// <summary>Whether the same call may go well in a moment.</summary>
    internal bool IsPassing { get; init; }
}
