namespace MLOpsBuild.Data.Validation.Expressions;

/// <summary>What a piece of an expression is.</summary>
internal enum TokenKind
{
    End,
    Number,
    Text,
    Name,
    QuotedName,
    Symbol,
}

/// <summary>A piece of an expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">Its content without quotes.</param>
/// <param name="Position">Its first character, counted from 1.</param>
internal readonly record struct Token(TokenKind Kind, string Value, int Position)
{
    public override string ToString() => Kind == TokenKind.End ? "the end" : $"'{Value}'";
}
