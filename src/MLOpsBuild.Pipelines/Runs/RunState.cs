namespace MLOpsBuild.Pipelines.Runs;

/// <summary>How far a run came.</summary>
public enum RunState
{
    /// <summary>It came to its end; what its gates said is another matter.</summary>
    Finished,

    /// <summary>A step threw.</summary>
    Failed,

    /// <summary>Somebody stopped it.</summary>
    Stopped,

    /// <summary>It is still at work, or its process was killed.</summary>
    Unfinished,
}

/// <summary>What ended a run early.</summary>
/// <param name="Step">The step that threw; null when none did.</param>
/// <param name="Message">What it said.</param>
public sealed record RunFailure(string? Step, string Message);
