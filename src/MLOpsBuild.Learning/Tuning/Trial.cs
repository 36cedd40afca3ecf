using System.Globalization;

namespace MLOpsBuild.Learning.Tuning;

/// <summary>One set of parameters to try.</summary>
/// <param name="Index">Its number in the search, from 0: decides which shard runs it, and nothing about its result.</param>
/// <param name="Parameters">What to train with.</param>
/// <param name="RowShare">The share of each fold's training rows to learn from, above 0 and at most 1.</param>
public sealed record Trial(int Index, ParameterValues Parameters, double RowShare = 1)
{
    /// <summary>All that decides the result beside data, folds and metric, as one text: <c>depth=4;trees=200</c>, <c>depth=4;trees=200;@rows=0.5</c>.</summary>
    public string Key => KeyOf(Parameters, RowShare);

    internal static string KeyOf(ParameterValues parameters, double rowShare) => rowShare == 1
        ? parameters.Key
        : string.Create(CultureInfo.InvariantCulture, $"{parameters.Key}{(parameters.Key.Length == 0 ? "" : ";")}@rows={rowShare:R}");
}
