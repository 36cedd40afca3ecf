using MLOpsBuild.Tables.Fields;

namespace MLOpsBuild.Tables.Reading;

/// <summary>What is wrong with a file before its first record: all counted, the first ones kept.</summary>
internal sealed class HeaderProblems(CsvOptions options)
{
    private readonly List<CsvProblem> _kept = [];

    public IReadOnlyList<CsvProblem> Kept => _kept;

    public long Count { get; private set; }

    public void Add(string? column, ReadOnlySpan<byte> text, string expected)
    {
        Count++;
        if (_kept.Count < options.MaxProblems) _kept.Add(CsvMessages.Problem(options.File, 1, column, text, expected));
    }
}
