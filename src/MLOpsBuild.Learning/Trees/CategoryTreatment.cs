namespace MLOpsBuild.Learning.Trees;

/// <summary>How trees use a text.</summary>
public enum CategoryTreatment
{
    /// <summary>Each category is replaced by its mean target, drawn to the overall mean, and then cut like a number. Any number of categories.</summary>
    Encoded = 0,

    /// <summary>Each cut sends a set of categories to the left. The 254 most frequent categories are told apart; others are as missing ones.</summary>
    Native = 1,
}
