namespace MLOpsBuild.Pipelines.Snapshots;

/// <summary>What a test received is not what was accepted. The message names both files in the form of the Verify library, which review tools and people know.</summary>
public sealed class SnapshotException : Exception
{
    internal SnapshotException(string message, string received, string verified)
        : base(message) => (ReceivedFile, VerifiedFile) = (received, verified);

    /// <summary>The full path of what was received.</summary>
    public string ReceivedFile { get; }

    /// <summary>The full path of what was accepted; it may not be there yet.</summary>
    public string VerifiedFile { get; }
}
