namespace MLOpsBuild.Data.Validation.Expressions;

/// <summary>An expression that cannot be understood.</summary>
/// <param name="position">The character, counted from 1.</param>
/// <param name="problem">What was found and what is possible.</param>
#pragma warning disable CA1064 // never leaves this library: the reader of the rule turns it into a problem of the file
internal sealed class ExpressionException(int position, string problem) : Exception(problem)
{
    public int Position { get; } = position;
}
