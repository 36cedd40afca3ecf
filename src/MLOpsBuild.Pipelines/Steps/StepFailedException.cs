namespace MLOpsBuild.Pipelines.Steps;

/// <summary>A step threw; its siblings were cancelled and what depends on it did not run.</summary>
public sealed class StepFailedException : Exception
{
    /// <summary>Names the step and keeps the cause.</summary>
    public StepFailedException(string step, IReadOnlyList<string> skipped, Exception cause)
        : base($"Step '{step}' failed: {cause.Message.TrimEnd('.')}.{(skipped.Count == 0 ? "" : $" Not run because of it: {string.Join(", ", skipped)}.")}", cause)
    {
        Step = step;
        Skipped = skipped;
    }

    /// <summary>The step that failed.</summary>
    public string Step { get; }

    /// <summary>The steps that did not run because of it.</summary>
    public IReadOnlyList<string> Skipped { get; }
}
