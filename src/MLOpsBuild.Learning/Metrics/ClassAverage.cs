namespace MLOpsBuild.Learning.Metrics;

/// <summary>How the figures of several classes become one.</summary>
public enum ClassAverage
{
    /// <summary>Each class that occurs, in the outcomes or in the calls, counts the same.</summary>
    Macro,

    /// <summary>Counts are added up over the classes first; with one class a row this is the accuracy.</summary>
    Micro,

    /// <summary>Each class counts by its rows.</summary>
    Weighted,
}
