using System.Text;
using System.Text.RegularExpressions;

namespace MLOpsBuild.Data.Validation.Expressions;

/// <summary>Makes regular expressions that cannot stall: their time is linear in the text, and their size is bounded.</summary>
internal static class Patterns
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
    private const int MaxLength = 1000;
    private const int MaxRepeats = 10_000;

    /// <summary>A pattern that the whole of a text must match, or with <paramref name="anywhere"/> a part of it.</summary>
    /// <param name="pattern">The regular expression.</param>
    /// <param name="anywhere">True when a part of the text may match.</param>
    /// <param name="problem">Why the pattern cannot be used; null when it can.</param>
    public static Regex? Make(string pattern, bool anywhere, out string? problem)
    {
        problem = pattern.Length > MaxLength ? $"it is longer than {MaxLength} characters" : Repeats(pattern) > MaxRepeats ? $"its repetitions multiply to more than {MaxRepeats}" : null;
        if (problem is not null) return null;
        try
        {
            return new Regex(anywhere ? pattern : $"\\A(?:{pattern})\\z", Options);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            problem = e.Message;
            return null;
        }
    }

    /// <summary>SQL's LIKE: <c>%</c> is any text, <c>_</c> any character, a backslash takes the next character as it is.</summary>
    public static Regex? Like(string pattern, out string? problem)
    {
        problem = pattern.Length > MaxLength ? $"it is longer than {MaxLength} characters" : null;
        if (problem is not null) return null;
        var regex = new StringBuilder("\\A");
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '%') regex.Append(".*");
            else if (pattern[i] == '_') regex.Append('.');
            else
            {
                if (pattern[i] == '\\' && i + 1 < pattern.Length) i++;
                regex.Append(Regex.Escape(pattern[i].ToString()));
            }
        }

        return new Regex(regex.Append("\\z").ToString(), Options | RegexOptions.Singleline);
    }

    // Nested repetitions unroll to their product: (a{1000}){1000} would be an automaton of a million states.
    private static double Repeats(string pattern)
    {
        var product = 1.0;
        for (var at = pattern.IndexOf('{', StringComparison.Ordinal); at >= 0; at = pattern.IndexOf('{', at + 1))
        {
            var (number, greatest) = (0.0, 0.0);
            for (var i = at + 1; i < pattern.Length && (char.IsAsciiDigit(pattern[i]) || pattern[i] == ','); i++)
            {
                number = pattern[i] == ',' ? 0 : number * 10 + (pattern[i] - '0');
                greatest = Math.Max(greatest, number);
            }

            product *= Math.Max(1, greatest);
        }

        return product;
    }
}
