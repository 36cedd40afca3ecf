using MLOpsBuild.Content;
using MLOpsBuild.Content.Chunking;
using MLOpsBuild.Content.Packing;
using MLOpsBuild.Data;
using MLOpsBuild.Git;
using MLOpsBuild.Pipelines;

namespace MLOpsBuild.Cli.Operations;

/// <summary>The data lock of another repository at one commit, with the remote that holds what it pins.</summary>
internal sealed class OtherRepository
{
    private readonly Session _session;
    private readonly string _root;
    private readonly string _source;
    private readonly ProjectFile _project;

    private OtherRepository(Session session, string root, string source, string commit)
    {
        (_session, _root, _source, Commit) = (session, root, source, commit);
        _project = ProjectFile.Read(root);
        var path = Path.Combine(root, "data.lock.json");
        Lock = File.Exists(path) ? DataLock.Load(path) : throw new ConfigurationException($"{source} has no data.lock.json at {commit[..12]}.");
    }

    public string Commit { get; }

    public DataLock Lock { get; }

    /// <summary>A repository's address as a lock may name it: without credentials, and of a folder on this machine its name only.</summary>
    public static string PlainName(string source)
    {
        if (Directory.Exists(source)) return Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(source)));
        return Uri.TryCreate(source, UriKind.Absolute, out var address) && address.UserInfo.Length > 0 ? source.Replace($"{address.UserInfo}@", "", StringComparison.Ordinal) : source;
    }

    /// <summary>Clones by the user's own git, so that its credentials count, into a scratch folder.</summary>
    /// <exception cref="ConfigurationException">It has no such revision, or no data lock there.</exception>
    public static OtherRepository Open(Session session, string source, string revision, string scratch)
    {
        var clone = GitRepository.Clone(source, Path.Combine(scratch, "clone"));
        var commit = clone.Resolve(revision) ?? clone.Resolve($"origin/{revision}") ?? throw new ConfigurationException($"{source} has no commit '{revision}' on a branch. Give the full commit: 'git ls-remote {source}'.");
        return new OtherRepository(session, clone.AddWorktree(Path.Combine(scratch, "tree"), commit).Root, source, commit);
    }

    /// <summary>Writes a partition's bytes to a file, or its files to a folder, verified against the digest that the other lock pins.</summary>
    public async Task CopyAsync(string format, Partition partition, string path, CancellationToken cancellationToken)
    {
        var store = new ContentStore(Path.Combine(Path.GetDirectoryName(_root)!, "store"));
        var remotes = Remotes().ToArray();
        foreach (var remote in remotes)
        {
            if (!await remote.PullFileAsync(store, partition.Digest, partition.Size, cancellationToken).ConfigureAwait(false)) continue;
            if (format == LockedDataset.Files) Unpack(store, partition, path, cancellationToken);
            else ChunkedFile.Restore(store, partition.Digest, path, cancellationToken);
            return;
        }

        throw new ContentMissingException(partition.Digest, $"{_project.DataRemote}, the data remote of {_source} at {Commit[..12]}");
    }

    private static void Unpack(ContentStore store, Partition partition, string folder, CancellationToken cancellationToken)
    {
        using var pack = ChunkedFile.Open(store, partition.Digest);
        Pack.Extract(pack, folder, cancellationToken: cancellationToken);
    }

    /// <summary>A remote that is a folder is one of the checkout or, of a repository on this machine, one beside its own files; never one elsewhere on this machine.</summary>
    private IEnumerable<IRemote> Remotes()
    {
        var reference = _project.DataRemote;
        if (reference.Contains("://", StringComparison.Ordinal))
        {
            yield return Content.Remotes.Open(reference, RemoteSettings.From(_session.Options.Time, _project.CertificateAuthority is { } file ? Path.Combine(_root, file) : null));
            yield break;
        }

        foreach (var root in new[] { _root, Directory.Exists(_source) ? Path.GetFullPath(_source) : null }.OfType<string>())
        {
            var folder = Path.GetFullPath(reference, root);
            if (!folder.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal)) throw new ConfigurationException($"{_source} keeps its data in {reference}, a folder outside of it, which is not read. Let it push to a registry.");
            if (Directory.Exists(folder)) yield return Content.Remotes.Open(folder, RemoteSettings.From(_session.Options.Time, null));
        }
    }
}
