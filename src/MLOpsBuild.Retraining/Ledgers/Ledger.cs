using System.Text;
using MLOpsBuild.Delivery.Json;
using MLOpsBuild.Git;

namespace MLOpsBuild.Retraining.Ledgers;

/// <summary>
/// Everything that retraining did for one pipeline, on a Git branch of its own: lines are only ever added, by Git's plumbing, so
/// neither a checkout nor a pull request is in the way, and whoever has the repository has the ledger.
/// </summary>
public sealed class Ledger
{
    /// <summary>The branch that holds the ledgers of a repository.</summary>
    public const string DefaultBranch = "mlops-ledger";

    private readonly GitRepository _repository;
    private readonly string _pipeline;

    /// <summary>The ledger of one pipeline.</summary>
    /// <exception cref="ArgumentException">The pipeline's name is not made of letters, digits, '-', '_' and '.'.</exception>
    public Ledger(GitRepository repository, string pipeline, string branch = DefaultBranch)
    {
        (_repository, _pipeline, Branch) = (repository, Names.Checked(pipeline, nameof(pipeline)), branch);
    }

    /// <summary>The branch.</summary>
    public string Branch { get; }

    /// <summary>The file on the branch: one JSON record a line.</summary>
    public string File => _pipeline + ".ndjson";

    /// <summary>Adds a record. Records that are added at the same time are all kept.</summary>
    /// <exception cref="ArgumentException">A number is not finite.</exception>
    /// <exception cref="GitException">Git failed.</exception>
    public void Append(LedgerRecord record, GitIdentity identity)
    {
        var subject = $"{_pipeline}: {LedgerRecord.ToText(record.Decision)} on {record.Data.Short}";
        _repository.AppendToBranchFile(Branch, File, record.ToLine(), subject, identity);
    }

    /// <summary>Every record in the order of the file; empty when there is no ledger yet.</summary>
    /// <exception cref="InvalidFileException">A line is no record; all such lines are listed.</exception>
    public IReadOnlyList<LedgerRecord> Read() =>
        _repository.BranchExists(Branch) && _repository.Show("refs/heads/" + Branch, File) is { } bytes ? Parse(bytes, $"{Branch}:{File}") : [];

    /// <summary>Reads a ledger's bytes.</summary>
    /// <exception cref="InvalidFileException">A line is no record; all such lines are listed.</exception>
    public static IReadOnlyList<LedgerRecord> Parse(ReadOnlySpan<byte> bytes, string file)
    {
        var records = new List<LedgerRecord>();
        var problems = new List<FileProblem>();
        for (var line = 1; !bytes.IsEmpty; line++)
        {
            var end = bytes.IndexOf((byte)'\n');
            if (end < 0) problems.Add(new FileProblem(line, $"the last line is cut off: '{Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, 40)])}'."));
            else TryRead(bytes[..end], file, line, records, problems);
            bytes = end < 0 ? [] : bytes[(end + 1)..];
        }

        return problems.Count == 0 ? records : throw new InvalidFileException(file, problems);
    }

    private static void TryRead(ReadOnlySpan<byte> line, string file, int number, List<LedgerRecord> records, List<FileProblem> problems)
    {
        try
        {
            records.Add(LedgerRecord.Parse(line, file, number));
        }
        catch (InvalidFileException e)
        {
            problems.AddRange(e.Problems);
        }
    }
}
