namespace MLOpsBuild.Learning.Trees;

/// <summary>How predictions follow from scores.</summary>
internal enum ScoreLink
{
    /// <summary>They are the scores.</summary>
    None = 0,

    /// <summary>A probability from its log odds.</summary>
    Logistic = 1,

    /// <summary>Probabilities that are proportional to the exponentials of their scores.</summary>
    Softmax = 2,

    /// <summary>The exponential of the score.</summary>
    Exponential = 3,

    /// <summary>Shares of their sum.</summary>
    Shares = 4,

    /// <summary>A probability that is the sum itself, up to rounding.</summary>
    Probability = 5,
}
