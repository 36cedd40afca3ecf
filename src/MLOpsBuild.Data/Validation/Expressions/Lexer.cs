using System.Text;

namespace MLOpsBuild.Data.Validation.Expressions;

/// <summary>Cuts an expression into tokens.</summary>
internal static class Lexer
{
    /// <summary>The longest expression, in characters.</summary>
    public const int MaxLength = 4000;

    private static readonly string[] Symbols = ["<=", ">=", "!=", "<>", "==", "<", ">", "=", "+", "-", "*", "/", "%", "(", ")", ","];

    /// <exception cref="ExpressionException">A character has no meaning here, or a quote is not closed.</exception>
    public static List<Token> Read(string text)
    {
        if (text.Length > MaxLength) throw new ExpressionException(MaxLength, $"an expression may have at most {MaxLength} characters; this one has {text.Length}");
        var tokens = new List<Token>();
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var token = Next(text, ref at);
            tokens.Add(token);
        }

        tokens.Add(new Token(TokenKind.End, "", text.Length + 1));
        return tokens;
    }

    private static Token Next(string text, ref int at)
    {
        var start = at;
        var c = text[at];
        if (c == '\'') return new Token(TokenKind.Text, Quoted(text, ref at), start + 1);
        if (c is '"' or '`') return new Token(TokenKind.QuotedName, Quoted(text, ref at), start + 1);
        if (char.IsAsciiDigit(c) || (c == '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]))) return new Token(TokenKind.Number, Number(text, ref at), start + 1);
        if (char.IsLetter(c) || c == '_')
        {
            while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] == '_')) at++;
            return new Token(TokenKind.Name, text[start..at], start + 1);
        }

        foreach (var symbol in Symbols)
        {
            if (string.CompareOrdinal(text, at, symbol, 0, symbol.Length) != 0) continue;
            at += symbol.Length;
            return new Token(TokenKind.Symbol, symbol, start + 1);
        }

        throw new ExpressionException(start + 1, $"'{c}' has no meaning here; texts stand in '…', columns with unusual names in `…`");
    }

    private static string Number(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '.')) at++;
        if (at < text.Length && text[at] is 'e' or 'E')
        {
            at++;
            if (at < text.Length && text[at] is '+' or '-') at++;
            while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        }

        return text[start..at];
    }

    // A quote within is doubled.
    private static string Quoted(string text, ref int at)
    {
        var (start, quote) = (at++, text[at - 1]);
        var content = new StringBuilder();
        while (at < text.Length)
        {
            if (text[at] != quote) content.Append(text[at++]);
            else if (at + 1 < text.Length && text[at + 1] == quote)
            {
                content.Append(quote);
                at += 2;
            }
            else
            {
                at++;
                return content.ToString();
            }
        }

        throw new ExpressionException(start + 1, $"the quote {quote} is not closed");
    }
}
