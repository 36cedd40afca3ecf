using System.Globalization;
using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Data.Validation;

/// <summary>A rule about each value of one column: broken when fewer than a share <c>mostly</c> of the values that are there keep it.</summary>
internal abstract class RowRule(RuleHeader header, string column, double mostly) : Rule(header)
{
    private const int Examples = 5;

    protected string Column { get; } = column;

    /// <summary>True when missing values are judged too.</summary>
    protected virtual bool JudgesMissing => false;

    /// <summary>What is wrong with a value: <c>are outside -60 to 600</c>.</summary>
    protected abstract string Fault { get; }

    /// <summary>Tells for a row whether its value breaks the rule.</summary>
    protected abstract Func<int, bool> BreaksIn(Column values);

    internal override void Check(Table table, ValidationContext context, List<Finding> findings)
    {
        var values = table[Column];
        var breaks = BreaksIn(values);
        var judged = 0L;
        var broken = 0L;
        var first = new List<int>();
        for (var row = 0; row < values.Count; row++)
        {
            if (!JudgesMissing && values.IsMissing(row)) continue;
            judged++;
            if (!breaks(row)) continue;
            broken++;
            if (first.Count < Examples) first.Add(row);
        }

        if (broken == 0 || judged - broken >= mostly * judged) return;
        var share = (double)broken / judged;
        var allowed = mostly < 1 ? string.Create(CultureInfo.InvariantCulture, $"; at most {1 - mostly:0.##%} may") : "";
        var examples = string.Join(", ", first.Select(row => $"row {row + 2} ({Values.Show(values[row])})"));
        var message = string.Create(CultureInfo.InvariantCulture, $"{broken} of {judged} values of '{Column}' ({Values.Share(share)}) {Fault}{allowed}: {examples}{(broken > first.Count ? ", …" : "")}.");
        findings.Add(Broken(message, context.Place(first[0], Column)));
    }

    /// <summary>Judges each text of a dictionary once.</summary>
    protected static Func<int, bool> PerText(Column values, Func<string, bool> breaks)
    {
        var texts = (TextColumn)values;
        bool[] broken = [.. texts.Dictionary.Select(breaks)];
        return row => broken[texts.Codes[row]];
    }
}
