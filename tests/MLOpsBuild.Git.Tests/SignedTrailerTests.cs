using System.Diagnostics;
using System.Text;

namespace MLOpsBuild.Git.Tests;

/// <summary>Approvals by signed commits, with real keys of OpenSSH.</summary>
public sealed class SignedTrailerTests : IDisposable
{
    private readonly TempRepository _git = new();
    private readonly string _base;

    public SignedTrailerTests()
    {
        _base = _git.Commit("a", "1");
        _git.Git("config", "gpg.format", "ssh");
        Key("ada");
        Key("eve");
    }

    public void Dispose() => _git.Dispose();

    [Fact]
    public void Trailers_of_commits_that_a_listed_owner_signed_are_found_newest_first()
    {
        var first = Sign("ada", "Approved: one");
        var second = Sign("ada", "Approved: two");

        Assert.Equal([new SignedTrailer(second, "ada@example.org", "two"), new SignedTrailer(first, "ada@example.org", "one")], Found("ada"));
    }

    [Fact]
    public void An_unsigned_commit_says_nothing_whoever_it_says_its_author_is()
    {
        _git.Git("commit", "--quiet", "--allow-empty", "--author", "ada <ada@example.org>", "-m", "Approve", "--trailer", "Approved: one");

        Assert.Empty(Found("ada"));
    }

    [Fact]
    public void A_signature_by_somebody_who_is_not_listed_says_nothing()
    {
        Sign("eve", "Approved: one");

        Assert.Empty(Found("ada"));
        Assert.Single(Found("ada", "eve"));
    }

    [Fact]
    public void A_commit_that_was_changed_after_it_was_signed_says_nothing()
    {
        Sign("ada", "Approved: one");
        var commit = _git.Git("cat-file", "commit", "HEAD").Replace("Approved: one", "Approved: all", StringComparison.Ordinal) + "\n";
        var file = _git["forged"];
        File.WriteAllText(file, commit);
        var forged = _git.Git("hash-object", "-t", "commit", "-w", file);
        _git.Git("reset", "--quiet", "--soft", forged);

        Assert.Empty(Found("ada"));
    }

    [Fact]
    public void Commits_before_the_range_and_words_that_are_no_trailer_do_not_count()
    {
        var before = Sign("ada", "Approved: one");
        _git.Git("-c", $"user.signingkey={_git["ada"]}", "commit", "--quiet", "--allow-empty", "-S", "-m", "Approved: two\n\nand more text");

        Assert.Empty(_git.Repository.SignedTrailers(before, "HEAD", "Approved", Owners("ada")));
        Assert.Single(Found("ada"));
    }

    [Fact]
    public void A_list_of_nobody_or_of_rubbish_finds_nothing()
    {
        Sign("ada", "Approved: one");

        Assert.Empty(_git.Repository.SignedTrailers(_base, "HEAD", "Approved", []));
        Assert.Empty(_git.Repository.SignedTrailers(_base, "HEAD", "Approved", "this is no list\n"u8.ToArray()));
        Assert.Throws<ArgumentException>(() => _git.Repository.SignedTrailers(_base, "HEAD", "Approved,x", []));
    }

    [Fact]
    public void Files_of_a_revision_come_in_one_call_and_what_is_not_there_is_null()
    {
        var commit = _git.Commit("b/c", "2");

        Assert.Equal(["1", null, "2"], _git.Repository.ShowAll(commit, ["a", "none", "b/c"]).Select(c => c is null ? null : Encoding.UTF8.GetString(c)));
        Assert.Empty(_git.Repository.ShowAll(commit, []));
    }

    private IReadOnlyList<SignedTrailer> Found(params string[] owners) => _git.Repository.SignedTrailers(_base, "HEAD", "Approved", Owners(owners));

    private byte[] Owners(params string[] names) => Encoding.UTF8.GetBytes(string.Concat(names.Select(name => $"{name}@example.org {string.Join(' ', File.ReadAllText(_git[name] + ".pub").Split(' ')[..2])}\n")));

    private string Sign(string name, string trailer)
    {
        _git.Git("-c", $"user.signingkey={_git[name]}", "commit", "--quiet", "--allow-empty", "-S", "-m", "Approve", "--trailer", trailer);
        return _git.Git("rev-parse", "HEAD");
    }

    private void Key(string name)
    {
        using var process = Process.Start(new ProcessStartInfo("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", _git[name]]) { RedirectStandardOutput = true })!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
