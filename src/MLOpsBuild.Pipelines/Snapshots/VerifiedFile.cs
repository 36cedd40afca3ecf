using System.Text;

namespace MLOpsBuild.Pipelines.Snapshots;

/// <summary>A pair of files beside a test, as the Verify library names them: <c>TestClass.Test.verified.json</c> is committed, <c>TestClass.Test.received.json</c> is not.</summary>
/// <remarks>No tool is ever launched; accepting is renaming the received file, by hand or with any tool that knows these names.</remarks>
internal sealed class VerifiedFile
{
    private readonly string _folder;
    private readonly string _name;

    /// <summary>The files of a test.</summary>
    /// <param name="sourceFile">The test's source file, as the compiler gives it.</param>
    /// <param name="test">The test method.</param>
    /// <param name="suffix">What tells several snapshots of a test apart, such as <c>_month=2001-04</c>; empty for none.</param>
    public VerifiedFile(string sourceFile, string test, string suffix = "")
    {
        ArgumentException.ThrowIfNullOrEmpty(sourceFile);
        var slashed = sourceFile.Replace('\\', '/');
        _name = $"{Path.GetFileNameWithoutExtension(slashed)}.{test}{suffix}";
        if (_name.IndexOfAny(['/', '\\', ':', '*', '?', '"', '<', '>', '|', '\0']) >= 0) throw new ArgumentException($"'{_name}' cannot be the name of a file on every system.", nameof(suffix));
        _folder = Folder(slashed);
    }

    /// <summary>The full path of what was accepted.</summary>
    public string Verified => Path.Combine(_folder, _name + ".verified.json");

    /// <summary>The full path of what is offered.</summary>
    public string Received => Path.Combine(_folder, _name + ".received.json");

    /// <summary>The accepted bytes, without a byte-order mark; null when there are none.</summary>
    public byte[]? Accepted()
    {
        if (!File.Exists(Verified)) return null;
        var bytes = File.ReadAllBytes(Verified);
        return bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
    }

    /// <summary>The test passes and offers nothing.</summary>
    public void Clear() => File.Delete(Received);

    /// <summary>Offers bytes for acceptance.</summary>
    public Task OfferAsync(byte[] bytes) => File.WriteAllBytesAsync(Received, bytes);

    /// <summary>Offers bytes and says that they are not what was accepted.</summary>
    /// <param name="bytes">What was received.</param>
    /// <param name="differences">What differs, a line each.</param>
    public async Task<SnapshotException> RefuseAsync(byte[] bytes, IReadOnlyList<string> differences)
    {
        await OfferAsync(bytes).ConfigureAwait(false);
        var accepted = Accepted();
        var heading = accepted is null ? "New" : "NotEqual";
        var text = new StringBuilder()
            .Append("Directory: ").Append(_folder).Append('\n')
            .Append(heading).Append(":\n  - Received: ").Append(_name).Append(".received.json\n    Verified: ").Append(_name).Append(".verified.json\n\n")
            .Append("FileContent:\n\n").Append(heading).Append(":\n\n")
            .Append("Received: ").Append(_name).Append(".received.json\n").Append(Encoding.UTF8.GetString(bytes)).Append('\n');
        if (accepted is not null) text.Append("Verified: ").Append(_name).Append(".verified.json\n").Append(Encoding.UTF8.GetString(accepted)).Append('\n');
        if (differences.Count > 0) text.Append("Compare Result:\n").AppendJoin('\n', differences).Append('\n');
        return new SnapshotException(text.ToString(), Received, Verified);
    }

    /// <summary>Builds that give the same bytes in any folder map the source's root to another name; then the file is looked for above the running test.</summary>
    private static string Folder(string sourceFile)
    {
        if (File.Exists(sourceFile)) return Path.GetDirectoryName(Path.GetFullPath(sourceFile))!;
        var parts = sourceFile.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var above = new DirectoryInfo(AppContext.BaseDirectory); above is not null; above = above.Parent)
        {
            for (var skipped = 1; skipped < parts.Length - 1; skipped++)
            {
                var candidate = Path.Combine([above.FullName, .. parts[skipped..]]);
                if (File.Exists(candidate)) return Path.GetDirectoryName(candidate)!;
            }
        }

        throw new DirectoryNotFoundException($"The test's source file '{sourceFile}' is neither there nor above {AppContext.BaseDirectory}; a snapshot lies beside it.");
    }
}
