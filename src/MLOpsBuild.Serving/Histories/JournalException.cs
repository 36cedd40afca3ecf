namespace MLOpsBuild.Serving.Histories;

/// <summary>A journal of events cannot be used as it is.</summary>
public sealed class JournalException : Exception
{
    /// <summary>Names the file, the line and what is wrong there.</summary>
    public JournalException(string path, long line, string problem, Exception? inner = null)
        : base($"{path}:{line}: {problem} Restore the journal from a copy, or move it away and post its events again.", inner) =>
        (Path, Line) = (path, line);

    /// <summary>The journal's file.</summary>
    public string Path { get; }

    /// <summary>The line, counted from 1.</summary>
    public long Line { get; }
}
