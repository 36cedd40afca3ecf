namespace MLOpsBuild.EndToEnd.Tests;

/// <summary>Where a clone pushes to.</summary>
internal sealed class BareRepository : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mlops-origin-").FullName;

    public BareRepository(ScratchClone clone)
    {
        ScratchClone.Run("git", _folder, "clone", "--quiet", "--bare", clone.Folder, ".");
        clone.Git("remote", "set-url", "origin", _folder);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
