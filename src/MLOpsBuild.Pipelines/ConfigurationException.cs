namespace MLOpsBuild.Pipelines;

/// <summary>A file or an option of the user's does not say what it must: the message tells what was found, what is allowed, and where.</summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>With the message for the user.</summary>
    public ConfigurationException(string message)
        : base(message)
    {
    }

    /// <summary>With the message for the user and its cause.</summary>
    public ConfigurationException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
