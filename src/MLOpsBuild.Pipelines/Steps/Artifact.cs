namespace MLOpsBuild.Pipelines.Steps;

/// <summary>A handle to bytes that a step will have made: what data flows along. Its producer is the dependency.</summary>
public abstract class Artifact
{
    private protected Artifact(string step, string output) => (Step, Output) = (step, output);

    /// <summary>The step that makes it.</summary>
    public string Step { get; }

    /// <summary>Which of the step's outputs it is.</summary>
    public string Output { get; }

    /// <inheritdoc/>
    public override string ToString() => Output == Artifact<object>.Main ? Step : $"{Step}.{Output}";
}

/// <summary>A typed handle to a step's output.</summary>
/// <typeparam name="T">What the bytes mean: a table, a model, or any record that JSON can carry.</typeparam>
public sealed class Artifact<T> : Artifact
{
    internal const string Main = "result";

    internal Artifact(string step, string output = Main)
        : base(step, output)
    {
    }
}
