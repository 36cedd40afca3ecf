namespace MLOpsBuild.Learning.Splits;

/// <summary>How to part rows by time. Lengths are in the unit of the periods: days, where the periods are numbers of days. Every value is checked when it is set.</summary>
public sealed record TimeSplitOptions
{
    /// <summary>The number of folds, from 1. Default 5.</summary>
    public int Folds { get; init => field = Check.Within(value, 1, 100_000, nameof(Folds)); } = 5;

    /// <summary>The length of each test, from 1; null for the whole length divided by <see cref="Folds"/> + 1, rounded down. Default null.</summary>
    public int? Test { get; init => field = value is { } v ? Check.Within(v, 1, int.MaxValue, nameof(Test)) : null; }

    /// <summary>The length that is left out between training and test, from 0: as long as outcomes take to be known. Default 0.</summary>
    public int Gap { get; init => field = Check.Within(value, 0, int.MaxValue, nameof(Gap)); }

    /// <summary>The length of each training window, which then slides; null to learn from everything before, so that it expands. Default null.</summary>
    public int? Train { get; init => field = value is { } v ? Check.Within(v, 1, int.MaxValue, nameof(Train)) : null; }
}
