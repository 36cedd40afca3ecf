namespace MLOpsBuild.Reporting.Profiles;

/// <summary>How much a page shows, so that it stays small however many columns there are.</summary>
/// <param name="Bins">Bins of a histogram.</param>
/// <param name="Tops">Frequent values of a column.</param>
/// <param name="IsBrief">Whether figures that few people read are left out.</param>
/// <param name="Cards">How many columns are shown in full.</param>
/// <param name="Rows">How many columns are in the overview.</param>
internal sealed record ProfileDetail(int Bins, int Tops, bool IsBrief, int Cards, int Rows)
{
    /// <summary>From the most to the least.</summary>
    public static IReadOnlyList<ProfileDetail> Levels { get; } =
    [
        new(40, 12, false, int.MaxValue, int.MaxValue),
        new(30, 8, false, int.MaxValue, int.MaxValue),
        new(24, 5, true, int.MaxValue, int.MaxValue),
        new(16, 3, true, int.MaxValue, int.MaxValue),
        new(16, 3, true, 100, 400),
        new(12, 2, true, 30, 200),
        new(8, 1, true, 10, 60),
    ];

    /// <summary>False when even the smallest cards and rows of so many columns take more bytes: then the page need not be made to find out.</summary>
    public bool CanFit(int columns, int bytes)
    {
        const long LeastCard = 700, LeastRow = 200;
        return this == Levels[^1] || (Math.Min(columns, Cards) * LeastCard) + (Math.Min(columns, Rows) * LeastRow) <= bytes;
    }
}
