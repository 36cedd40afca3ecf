using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Data.Validation;

/// <summary><c>sorted</c>: values never fall from one row to the next; missing ones are passed over.</summary>
internal sealed class SortedRule(RuleHeader header, string column) : Rule(header)
{
    public const string Kind = "sorted";

    public static Rule Read(RuleReader reader) =>
        new SortedRule(reader.Header(Kind, "column"), reader.Column(ColumnType.Number, ColumnType.Integer, ColumnType.Time).Name);

    internal override void Check(Table table, ValidationContext context, List<Finding> findings)
    {
        var values = table[column];
        var last = -1;
        var falls = 0L;
        var first = (Before: 0, Row: -1);
        for (var row = 0; row < values.Count; row++)
        {
            if (values.IsMissing(row)) continue;
            if (last >= 0 && Falls(values, last, row))
            {
                falls++;
                if (first.Row < 0) first = (last, row);
            }

            last = row;
        }

        if (falls == 0) return;
        var message = $"'{column}' falls {falls} times, first at row {first.Row + 2}: {Values.Show(values[first.Row])} comes after {Values.Show(values[first.Before])}.";
        findings.Add(Broken(message, context.Place(first.Row, column)));
    }

    private static bool Falls(Column values, int before, int row) => values switch
    {
        TimeColumn times => times.Values[row] < times.Values[before],
        IntegerColumn integers => integers.Values[row] < integers.Values[before],
        _ => values[row].Number < values[before].Number,
    };
}
