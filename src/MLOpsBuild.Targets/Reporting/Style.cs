namespace MLOpsBuild.Targets.Reporting;

/// <summary>What a piece of output says, which decides its colour.</summary>
internal enum Style
{
    Plain,
    Dim,
    Good,
    Warning,
    Bad,
    Title,
}
