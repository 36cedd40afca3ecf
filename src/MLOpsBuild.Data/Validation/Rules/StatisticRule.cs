using MLOpsBuild.Data.Validation.Measures;

namespace MLOpsBuild.Data.Validation;

/// <summary><c>statistic</c>: a figure of a column lies between <c>min</c> and <c>max</c>.</summary>
/// <remarks>
/// Of numbers: mean, median (of the middle two their mean), min, max, deviation (of the sample, divided by n − 1), sum. Of any column: distinct (the number of different
/// values), distinct-share (divided by the number of values), missing (the share of rows without a value).
/// </remarks>
internal sealed class StatisticRule : Rule
{
    public const string Kind = "statistic";
    private static readonly string[] OfNumbers = ["mean", "median", "min", "max", "deviation", "sum"];
    private static readonly string[] OfAll = ["distinct", "distinct-share", "missing"];
    private readonly string _column;
    private readonly string _statistic;
    private readonly Limits _limits;
    private readonly Measure? _measure;

    private StatisticRule(RuleHeader header, string column, string statistic, Limits limits)
        : base(header)
    {
        (_column, _statistic, _limits) = (column, statistic, limits);
        _measure = statistic switch
        {
            "median" => new ValueMeasure(column),
            "distinct" or "distinct-share" => new KeyMeasure([column], skipMissing: true),
            "missing" => null,
            _ => new MomentMeasure(column),
        };
    }

    internal override IReadOnlyList<Measure> Measures => _measure is null ? [] : [_measure];

    internal override IReadOnlyList<string> Columns => [_column];

    internal override string Advice => $"Compare the column with that of earlier partitions: a change of unit or of source shows here first. Adjust rule '{Header.Name}' when the change is real.";

    public static Rule Read(RuleReader reader)
    {
        var header = reader.Header(Kind, "column", "statistic", "min", "max");
        var node = reader.Strict.Required(reader.Node, "statistic", reader.What);
        var name = reader.Strict.Word(node, "statistic", [.. OfNumbers, .. OfAll]) ?? "";
        var column = OfNumbers.Contains(name) ? reader.Column(RuleReader.Numeric) : reader.Column();
        return new StatisticRule(header, column.Name, name.Length == 0 ? "missing" : name, reader.Limits());
    }

    internal override RuleOutcome Finish(Evidence evidence)
    {
        if (_measure is KeyMeasure keys && evidence.Of(keys).IsOverLimit) return Undecided($"'{_column}' has too many distinct values: at most {KeyMeasure.Limit} are held, and fewer when other rules hold many too.", "Split the data into smaller partitions.");
        if (Value(evidence) is not { } value) return NotJudged($"The {_statistic} of '{_column}' cannot be told: there are too few values.");
        return _limits.Allow(value) ? Kept() : Broken($"The {_statistic} of '{_column}' is {Values.Number(value)}; allowed is {_limits}.", evidence.Place(_column));
    }

    private double? Value(Evidence evidence)
    {
        switch (_measure)
        {
            case null:
                return evidence.Profile.Columns.GetValueOrDefault(_column) is { } profile && evidence.Rows > 0 ? (double)profile.Missing / evidence.Rows : null;
            case ValueMeasure values:
                var tally = evidence.Of(values);
                return tally.IsOverLimit ? evidence.Profile.Columns[_column].Quantile(0.5) : Median.Quantile(tally.Numbers, 0.5);
            case KeyMeasure keys:
                var state = evidence.Of(keys);
                return _statistic == "distinct" ? state.Judged - state.Repeats : state.Judged == 0 ? null : (double)(state.Judged - state.Repeats) / state.Judged;
            default:
                return Moment(evidence.Of((MomentMeasure)_measure));
        }
    }

    private double? Moment(MomentTally moments) => moments.Count == 0 ? null : _statistic switch
    {
        "mean" => moments.MeanX,
        "min" => moments.Min,
        "max" => moments.Max,
        "sum" => moments.Sum,
        _ => moments.Deviation,
    };
}
