namespace MLOpsBuild.Data.Profiles;

/// <summary>How many texts have a length within bounds, in Unicode code points. Below 64 a bin holds one length; above, an eighth of a doubling.</summary>
/// <param name="First">The least length, at least 0.</param>
/// <param name="Last">The greatest length.</param>
/// <param name="Count">The number of texts, at least 1.</param>
public sealed record LengthBin(long First, long Last, long Count);
