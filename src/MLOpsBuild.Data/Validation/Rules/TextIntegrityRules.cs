using MLOpsBuild.Data.Validation.Measures;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Validation;

/// <summary><c>special-characters</c>: texts have at least one letter or digit. Default <c>mostly</c>: 0.999.</summary>
internal sealed class SpecialCharactersRule(RuleHeader header, string column, double mostly) : RowRule(header, column, mostly)
{
    public const string Kind = "special-characters";

    protected override string Fault => "have neither a letter nor a digit";

    public static Rule Read(RuleReader reader) => new SpecialCharactersRule(reader.Header(Kind, "column", "mostly"), reader.Column(ColumnType.Text).Name, reader.Mostly(0.999));

    protected override (RowMarker? Marker, long Judged) Bind(Batch batch) => PerText(batch, batch[Column], text => !text.Any(char.IsLetterOrDigit));
}

/// <summary><c>mixed-nulls</c>: a missing value is written in at most <c>max</c> ways; an empty field is one. Default: 1.</summary>
internal sealed class MixedNullsRule(RuleHeader header, string column, long max) : ValueRule(header, column)
{
    public const string Kind = "mixed-nulls";
    private static readonly HashSet<string> Spellings = new(["", "-", "--", "?", "n/a", "na", "nan", "nil", "none", "null", "<na>", "#n/a", "nat"], StringComparer.OrdinalIgnoreCase);

    internal override string Advice => "Write missing values in one way, or list the others at 'missing' in the schema.";

    protected override bool JudgesNoValues => true;

    public static Rule Read(RuleReader reader) => new MixedNullsRule(reader.Header(Kind, "column", "max"), reader.Column(ColumnType.Text).Name, reader.Integer("max") ?? 1);

    protected override RuleOutcome Judge(ValueTally tally, Evidence evidence)
    {
        KeyValuePair<string, Seen>[] found = [.. tally.Texts.Where(t => Spellings.Contains(t.Key.Trim()))];
        var kinds = found.Length + (tally.Missing > 0 ? 1 : 0);
        if (kinds <= max) return Kept();
        var list = string.Join(", ", found.Select(f => $"'{f.Key}' ({f.Value.Count}, first in row {f.Value.FirstRow})"));
        return Broken($"'{Column}' writes a missing value in {kinds} ways; allowed are {max}: {(tally.Missing > 0 ? $"no value ({tally.Missing}), " : "")}{list}.", evidence.Place(found[0].Value.FirstRow, Column));
    }
}

/// <summary><c>mixed-types</c>: a text column holds numbers or other texts, not some of both: the rarer kind's share is not between <c>min</c> and <c>max</c>. Default: 0.01 to 0.1.</summary>
internal sealed class MixedTypesRule(RuleHeader header, string column, double min, double max) : ValueRule(header, column)
{
    public const string Kind = "mixed-types";

    internal override string Advice => "Look for two kinds of records in one file, or for a code that stands for a missing number.";

    public static Rule Read(RuleReader reader)
    {
        var header = reader.Header(Kind, "column", "min", "max");
        return new MixedTypesRule(header, reader.Column(ColumnType.Text).Name, reader.Number("min", 0, 1) ?? 0.01, reader.Number("max", 0, 1) ?? 0.1);
    }

    protected override RuleOutcome Judge(ValueTally tally, Evidence evidence)
    {
        var numbers = tally.Texts.Where(t => TypeRule.IsNumber(t.Key)).Sum(t => t.Value.Count);
        var rare = (double)Math.Min(numbers, tally.Count - numbers) / tally.Count;
        if (rare == 0 || rare <= min || rare >= max) return Kept();
        var rareIsNumber = numbers * 2 <= tally.Count;
        var first = tally.Texts.Where(t => TypeRule.IsNumber(t.Key) == rareIsNumber).MinBy(t => t.Value.FirstRow);
        return Broken($"{Values.Share(rare)} of '{Column}' are {(rareIsNumber ? "numbers among other texts" : "texts among numbers")}, such as {Values.Shorten(first.Key)} in row {first.Value.FirstRow}.", evidence.Place(first.Value.FirstRow, Column));
    }
}

/// <summary><c>variants</c>: no two texts differ only in case, blanks and punctuation; a share 1 − <c>mostly</c> of rarer spellings is tolerated.</summary>
internal sealed class VariantsRule(RuleHeader header, string column, double mostly) : ValueRule(header, column)
{
    public const string Kind = "variants";

    internal override string Advice => "Write each value in one way: a model takes two spellings for two categories.";

    public static Rule Read(RuleReader reader) => new VariantsRule(reader.Header(Kind, "column", "mostly"), reader.Column(ColumnType.Text).Name, reader.Mostly());

    /// <summary>What two spellings of one value have in common; texts without a letter or digit are themselves.</summary>
    internal static string Common(string text)
    {
        var common = string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();
        return common.Length == 0 ? text : common;
    }

    protected override RuleOutcome Judge(ValueTally tally, Evidence evidence)
    {
        var rarer = new List<KeyValuePair<string, Seen>>();
        foreach (var group in tally.Texts.GroupBy(t => Common(t.Key), StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            rarer.AddRange(group.OrderByDescending(t => t.Value.Count).ThenBy(t => t.Key, StringComparer.Ordinal).Skip(1));
        }

        return JudgeValues(tally, rarer, mostly, ("are another spelling of a more frequent one", "may be"), evidence);
    }
}

/// <summary><c>length-outliers</c>: no text is far longer or shorter than nearly all others; a share 1 − <c>mostly</c> is tolerated.</summary>
/// <remarks>Far is four times the distance between the quantiles at 0.03 and 0.97 beyond them, as in Deepchecks' check of string lengths.</remarks>
internal sealed class LengthOutliersRule(RuleHeader header, string column, double mostly) : ValueRule(header, column)
{
    public const string Kind = "length-outliers";
    private const double Factor = 4;

    public static Rule Read(RuleReader reader) => new LengthOutliersRule(reader.Header(Kind, "column", "mostly"), reader.Column(ColumnType.Text).Name, reader.Mostly());

    protected override RuleOutcome Judge(ValueTally tally, Evidence evidence)
    {
        KeyValuePair<double, long>[] lengths = [.. tally.Texts.GroupBy(t => t.Key.Length).OrderBy(g => g.Key).Select(g => KeyValuePair.Create((double)g.Key, g.Sum(t => t.Value.Count)))];
        var (low, high) = (Median.Quantile(lengths, 0.03)!.Value, Median.Quantile(lengths, 0.97)!.Value);
        var reach = Factor * Math.Max(high - low, 1);
        KeyValuePair<string, Seen>[] odd = [.. tally.Texts.Where(t => t.Key.Length < low - reach || t.Key.Length > high + reach)];
        return JudgeValues(tally, odd, mostly, ($"have a length far from the usual {Values.Number(low)} to {Values.Number(high)}", "may"), evidence);
    }
}
