namespace MLOpsBuild.Data.Files;

/// <summary>A reviewed file (a lock, a schema, a profile) does not say what it must. Carries every problem, not just the first.</summary>
public sealed class DataFileException : Exception
{
    /// <summary>Puts the problems of one file together.</summary>
    public DataFileException(string file, IReadOnlyList<string> problems, Exception? inner = null)
        : base(string.Join(Environment.NewLine, problems), inner) => (File, Problems) = (file, problems);

    /// <summary>The file's name, as given by the caller.</summary>
    public string File { get; }

    /// <summary>Each names the file, the line, what was found and what is known.</summary>
    public IReadOnlyList<string> Problems { get; }
}
