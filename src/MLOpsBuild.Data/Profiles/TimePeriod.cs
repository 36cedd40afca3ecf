namespace MLOpsBuild.Data.Profiles;

/// <summary>How long the periods are that times are counted by.</summary>
public enum TimePeriod
{
    /// <summary>Days: whenever there are at most 3660 of them.</summary>
    Day,

    /// <summary>Months, each named by its first day.</summary>
    Month,

    /// <summary>Years, each named by its first day.</summary>
    Year,
}
