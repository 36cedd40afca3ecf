namespace MLOpsBuild.Learning.Metrics;

/// <summary>What a relevance is worth in <see cref="RankingMetrics.Ndcg"/>.</summary>
public enum RankingGain
{
    /// <summary>The relevance itself (Järvelin and Kekäläinen, 2002; scikit-learn).</summary>
    Linear,

    /// <summary>2 to its power, less 1 (Burges et al., 2005; the habit of web search, XGBoost and LightGBM).</summary>
    Exponential,
}
