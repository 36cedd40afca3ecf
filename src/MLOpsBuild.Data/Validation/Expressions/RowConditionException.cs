namespace MLOpsBuild.Data.Validation.Expressions;

/// <summary>A text is no condition.</summary>
public sealed class RowConditionException : FormatException
{
    /// <summary>With the place and what is wrong there.</summary>
    public RowConditionException(int position, string problem)
        : base($"character {position}: {problem}") => (Position, Problem) = (position, problem);

    /// <summary>The character, counted from 1.</summary>
    public int Position { get; }

    /// <summary>What was found and what is possible.</summary>
    public string Problem { get; }
}
