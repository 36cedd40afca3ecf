namespace MLOpsBuild.Learning;

/// <summary>The kind of target a trainer learns.</summary>
public enum LearningTask
{
    /// <summary>A number.</summary>
    Regression = 0,

    /// <summary>0 or 1; predictions are probabilities of 1.</summary>
    Binary = 1,

    /// <summary>One of several classes, counted from 0; predictions are a probability for each class.</summary>
    Multiclass = 2,

    /// <summary>How relevant a row is within its group, a number from 0; predictions are scores whose order within a group counts.</summary>
    Ranking = 3,

    /// <summary>None: rows are put into groups that are like one another; predictions are the number of the group, counted from 0.</summary>
    Clustering = 4,

    /// <summary>None: predictions are scores from 0 to 1, the higher the stranger the row.</summary>
    Anomaly = 5,
}
