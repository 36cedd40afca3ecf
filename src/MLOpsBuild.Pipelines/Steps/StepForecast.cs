namespace MLOpsBuild.Pipelines.Steps;

/// <summary>What would become of a step.</summary>
public enum StepFate
{
    /// <summary>Its result is known: nothing would run.</summary>
    Hit,

    /// <summary>It would run.</summary>
    Run,

    /// <summary>It reads what another step would make first: the same bytes as before would be a hit, others would run it.</summary>
    Waits,
}

/// <summary>What would become of a step, without running anything.</summary>
/// <param name="Name">The step.</param>
/// <param name="Fate">What would become of it.</param>
/// <param name="Why">Where its result is, why it would run, or what it waits for.</param>
public sealed record StepForecast(string Name, StepFate Fate, string Why);
