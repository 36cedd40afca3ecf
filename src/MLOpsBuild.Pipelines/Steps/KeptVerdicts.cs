namespace MLOpsBuild.Pipelines.Steps;

/// <summary>Which verdicts a later run may find instead of judging again. An error is never one of them.</summary>
public enum KeptVerdicts
{
    /// <summary>Passes only: what the machine or a server did badly once is tried again.</summary>
    Passes,

    /// <summary>Whatever was judged: the inputs alone decide it.</summary>
    Judgements,
}
