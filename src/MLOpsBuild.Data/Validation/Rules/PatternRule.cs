using System.Text.RegularExpressions;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Validation;

/// <summary><c>pattern</c>: the whole of a text matches a regular expression.</summary>
internal sealed class PatternRule : RowRule
{
    public const string Kind = "pattern";
    private readonly Regex _pattern;

    private PatternRule(RuleHeader header, string column, double mostly, string pattern, Regex compiled)
        : base(header, column, mostly) => (_pattern, Fault) = (compiled, $"do not match {pattern}");

    protected override string Fault { get; }

    public static Rule Read(RuleReader reader)
    {
        var header = reader.Header(Kind, "column", "pattern", "mostly");
        var pattern = reader.Strict.Text(reader.Strict.Required(reader.Node, "pattern", reader.What), "a pattern") ?? "";
        return new PatternRule(header, reader.Column(ColumnType.Text).Name, reader.Mostly(), pattern, Compile(reader, pattern));
    }

    protected override Func<int, bool> BreaksIn(Column values) => PerText(values, text => !_pattern.IsMatch(text));

    // Without backtracking the time is linear in the text, so that neither a pattern nor a text can stall a build.
    private static Regex Compile(RuleReader reader, string pattern)
    {
        const RegexOptions options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
        try
        {
            return new Regex($"\\A(?:{pattern})\\z", options);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            reader.Wrong($"has a pattern that cannot be used: {e.Message}");
            return new Regex("", options);
        }
    }
}
