namespace MLOpsBuild.Documents.Charts;

/// <summary>What a mark in a chart wants to say. Each tone has a colour and a shape of its own, so that neither is needed alone.</summary>
public enum Tone
{
    /// <summary>Nothing in particular: a disc.</summary>
    Neutral,

    /// <summary>As wished: a disc.</summary>
    Good,

    /// <summary>Undecided: a hollow disc.</summary>
    Waiting,

    /// <summary>Not as wished: a diamond.</summary>
    Bad,

    /// <summary>Could not be found out: a cross.</summary>
    Broken,
}
