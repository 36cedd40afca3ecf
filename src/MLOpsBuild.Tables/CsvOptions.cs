namespace MLOpsBuild.Tables;

/// <summary>What is known about one column before the file is read.</summary>
/// <param name="Name">The name in the header.</param>
/// <param name="Type">The declared type; null to infer it from all of the file.</param>
public sealed record CsvColumn(string Name, ColumnType? Type = null)
{
    /// <summary>The forms of this column's times; empty for those of the file.</summary>
    public IReadOnlyList<string> TimeFormats { get; init; } = [];
}

/// <summary>How to read a CSV file, and how much of a hostile one to tolerate.</summary>
public sealed record CsvOptions
{
    /// <summary>Columns with declared types, found by name. Columns of the file that are not listed are inferred and kept.</summary>
    public IReadOnlyList<CsvColumn> Columns { get; init; } = [];

    /// <summary>
    /// What separates fields: one ASCII character that is neither a quote nor a line end. Default: null, which finds out: of comma, semicolon, tab and bar, those
    /// that give the header more than one field and break none of its quotes; of these the one by which, within the first 64 KiB, the records with as many fields as the
    /// header outnumber the others most; of equals the one that gives more columns, then the one named first here. A comma when there is none.
    /// </summary>
    public char? Delimiter { get; init; }

    /// <summary>The file's name for messages.</summary>
    public string File { get; init; } = "";

    /// <summary>Unquoted spellings of a missing value besides the empty field, such as <c>NA</c>. Default: none.</summary>
    public IReadOnlyList<string> MissingSpellings { get; init; } = [];

    /// <summary>How the characters are written. Default: null, which is UTF-8, or UTF-16 with a byte order mark. A mark in the file says more than this.</summary>
    public TextEncoding? Encoding { get; init; }

    /// <summary>What stands before the decimals of a number. Default: a point.</summary>
    public char DecimalMark { get; init; } = '.';

    /// <summary>What may stand between groups of three digits before the decimals, such as a comma, point, apostrophe or narrow space. Default: null, nothing.</summary>
    public char? ThousandsMark { get; init; }

    /// <summary>The forms of times, as in <c>dd.MM.yyyy HH:mm</c>: a time must have one of them exactly. Default: none, which stands for ISO 8601 without a zone, <c>yyyy-MM-dd[ HH:mm[:ss[.fffffff]]]</c> with a space or T.</summary>
    public IReadOnlyList<string> TimeFormats { get; init; } = [];

    /// <summary>
    /// Takes the records that have a problem, in file order and one at a time: they are then neither in the table nor among the problems. Default: null, which keeps such
    /// records, without the values that are wrong, and lists the problems.
    /// </summary>
    public Action<QuarantinedRecord>? Quarantine { get; init; }

    /// <summary>How many problems are kept; all are counted. Default: 100.</summary>
    public int MaxProblems { get; init; } = 100;

    /// <summary>The most columns that a header may have. Default: 4096.</summary>
    public int MaxColumns { get; init; } = 4096;

    /// <summary>The longest field, in bytes; a longer one is a problem and missing. Default: 1 MiB.</summary>
    public int MaxFieldBytes { get; init; } = 1 << 20;

    /// <summary>The longest record that is kept, in bytes, but at least <see cref="BatchBytes"/>: a longer one, such as one behind a quote that nothing closes, is a problem and all its fields are missing. Default: 4 MiB.</summary>
    public int MaxRecordBytes { get; init; } = 1 << 22;

    /// <summary>How many bytes of the file a batch has, but for longer records. Default: 256 KiB.</summary>
    public int BatchBytes { get; init; } = 1 << 18;

    /// <summary>The most that is read into one table, in bytes; batches may go on without end. Default: 1 GiB.</summary>
    public long MaxBytes { get; init; } = 1L << 30;
}
