namespace MLOpsBuild.Content;

/// <summary>A registry refused, could not be reached, or answered something that must not be trusted. The message says what to do.</summary>
public sealed class RegistryException : IOException
{
    /// <summary>With the registry's host, its HTTP status, the error's code and the words for people.</summary>
    public RegistryException(string host, int? status, string code, string message, Exception? inner = null)
        : base(message, inner)
    {
        Host = host;
        Status = status;
        Code = code;
    }

    /// <summary>The registry, <c>host[:port]</c>.</summary>
    public string Host { get; }

    /// <summary>The HTTP status; null when no answer came or the answer itself was refused.</summary>
    public int? Status { get; }

    /// <summary>The registry's code (<c>DENIED</c>, <c>NAME_UNKNOWN</c> …), or ours: <c>UNREACHABLE</c>, <c>REDIRECT_REFUSED</c>, <c>ANSWER_REFUSED</c>, <c>CONFLICT</c>, <c>CREDENTIAL_HELPER</c>.</summary>
    public string Code { get; }

    /// <summary>True when another attempt may go well.</summary>
    internal bool IsPassing { get; init; }

    /// <summary>How long the registry asks to wait before that; null when it does not say.</summary>
    internal TimeSpan? Wait { get; init; }
}
