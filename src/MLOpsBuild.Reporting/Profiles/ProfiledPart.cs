using MLOpsBuild.Data.Profiles;

namespace MLOpsBuild.Reporting.Profiles;

/// <summary>One profile of those shown side by side.</summary>
/// <param name="Name">A partition's name, or a window's.</param>
/// <param name="Profile">Its summary.</param>
public sealed record ProfiledPart(string Name, Profile Profile);
