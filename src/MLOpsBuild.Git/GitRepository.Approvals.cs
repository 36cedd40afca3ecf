using System.Text;

namespace MLOpsBuild.Git;

public sealed partial class GitRepository
{
    /// <summary>The signed commits between two revisions whose message ends with some trailer, newest first.</summary>
    /// <remarks>Only SSH signatures count, and only by those whom <paramref name="signers"/> lists: names of authors, and keys that the machine trusts otherwise, say nothing here.</remarks>
    /// <param name="from">The revision whose commits are left out.</param>
    /// <param name="to">The revision whose commits are looked at.</param>
    /// <param name="trailer">The trailer's key.</param>
    /// <param name="signers">Who may sign, in the form of OpenSSH's allowed signers: <c>alice@example.com ssh-ed25519 AAAA…</c> a line.</param>
    /// <exception cref="GitException">A revision does not exist, or git failed.</exception>
    public IReadOnlyList<SignedTrailer> SignedTrailers(string from, string to, string trailer, byte[] signers)
    {
        if (!trailer.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')) throw new ArgumentException($"'{trailer}' is no trailer's key.", nameof(trailer));
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, signers);
            // Programs of other kinds of signatures are not asked: whom their keyrings trust is the machine's business.
            string[] trust = ["-c", $"gpg.ssh.allowedSignersFile={file}", "-c", "gpg.program=false", "-c", "gpg.x509.program=false", "-c", "log.showSignature=false"];
            var format = $"--format=%H%x00%G?%x00%GS%x00%GF%x00%(trailers:key={trailer},valueonly=true,unfold=true,separator=%x2C)";
            return Signed(Encoding.UTF8.GetString(Run([.. trust, "log", "-z", format, $"{Safe(from)}..{Safe(to)}"])).Split('\0'));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static List<SignedTrailer> Signed(string[] fields)
    {
        var found = new List<SignedTrailer>();
        for (var i = 0; i + 4 < fields.Length; i += 5)
        {
            var isSigned = fields[i + 1] == "G" && fields[i + 2].Length > 0 && fields[i + 3].StartsWith("SHA256:", StringComparison.Ordinal);
            if (!isSigned) continue;
            found.AddRange(fields[i + 4].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(value => new SignedTrailer(fields[i], fields[i + 2], value)));
        }

        return found;
    }

    /// <summary>The branch that a remote calls its default one, as <c>origin/main</c>; null where that was not fetched.</summary>
    public string? DefaultBranchOf(string remote) => TryText(["symbolic-ref", "--short", "--quiet", $"refs/remotes/{Safe(remote)}/HEAD"]);

    /// <summary>Where a remote is; null when there is no such remote.</summary>
    public string? AddressOf(string remote) => TryText(["remote", "get-url", Safe(remote)]);

    /// <summary>The one branch of a repository without a remote, whatever its name; null when there are more, or a remote could have others.</summary>
    public string? OnlyBranch() =>
        Text("remote").Length == 0 && Text("for-each-ref", "--format=%(refname:short)", "refs/heads").Split('\n') is [{ Length: > 0 } only] ? only : null;

    /// <summary>Files of a revision in one call; null for what is not there.</summary>
    /// <exception cref="GitException">Git failed.</exception>
    public IReadOnlyList<byte[]?> ShowAll(string revision, IReadOnlyList<string> paths) =>
        paths.Count == 0 ? [] : Contents([.. paths.Select(path => $"{Safe(revision)}:{GitNames.Path(path)}")]);
}

/// <summary>What a signed commit says in a trailer of its message.</summary>
/// <param name="Commit">The commit's full hash.</param>
/// <param name="Signer">Who signed, as the list of signers names them.</param>
/// <param name="Value">The trailer's value.</param>
public sealed record SignedTrailer(string Commit, string Signer, string Value);
