namespace MLOpsBuild.Pipelines.Steps;

/// <summary>A program of the user's that a step runs did not do its work: it ended with another exit code than 0, or left no output. The message ends with what it said.</summary>
public sealed class CommandFailedException : Exception
{
    /// <summary>With the message for the user.</summary>
    public CommandFailedException(string message)
        : base(message)
    {
    }
}
