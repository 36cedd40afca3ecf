namespace MLOpsBuild.Tables;

/// <summary>What is known about one column before the file is read.</summary>
/// <param name="Name">The name in the header.</param>
/// <param name="Type">The declared type; null to infer it from all of the file.</param>
public sealed record CsvColumn(string Name, ColumnType? Type = null);

/// <summary>How to read a CSV file, and how much of a hostile one to tolerate.</summary>
public sealed record CsvOptions
{
    /// <summary>Columns with declared types, found by name. Columns of the file that are not listed are inferred and kept.</summary>
    public IReadOnlyList<CsvColumn> Columns { get; init; } = [];

    /// <summary>What separates fields: one ASCII character that is neither a quote nor a line end. Default: a comma.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>The file's name for messages.</summary>
    public string File { get; init; } = "";

    /// <summary>Unquoted spellings of a missing value besides the empty field, such as <c>NA</c>. Default: none.</summary>
    public IReadOnlyList<string> MissingSpellings { get; init; } = [];

    /// <summary>How many problems are kept; all are counted. Default: 100.</summary>
    public int MaxProblems { get; init; } = 100;

    /// <summary>The most columns that a header may have. Default: 4096.</summary>
    public int MaxColumns { get; init; } = 4096;

    /// <summary>The longest field, in bytes; a longer one is a problem and missing. Default: 1 MiB.</summary>
    public int MaxFieldBytes { get; init; } = 1 << 20;

    /// <summary>The most that is read from a stream, in bytes. Default: 1 GiB.</summary>
    public long MaxBytes { get; init; } = 1L << 30;
}
