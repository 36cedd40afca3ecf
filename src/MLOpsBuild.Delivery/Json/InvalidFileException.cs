namespace MLOpsBuild.Delivery.Json;

/// <summary>One thing that is wrong in a file.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Message">What was found, what is allowed, and what to do.</param>
public sealed record FileProblem(int Line, string Message);

/// <summary>A file that people edit, or a record in it, is not what it must be. Carries every problem, not only the first.</summary>
public sealed class InvalidFileException : Exception
{
    /// <summary>Names the file and what is wrong in it.</summary>
    public InvalidFileException(string file, IReadOnlyList<FileProblem> problems)
        : base(string.Join('\n', problems.Select(p => $"{file}:{p.Line}: {p.Message}")))
    {
        File = file;
        Problems = problems;
    }

    /// <summary>The file, as it was named by the caller.</summary>
    public string File { get; }

    /// <summary>What is wrong, in the order of the lines; at least one.</summary>
    public IReadOnlyList<FileProblem> Problems { get; }
}
