using MLOpsBuild.Learning.Formats;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Transforms;

/// <summary>What stands in for a missing number or text.</summary>
internal sealed class ImputationMap(double number, string text, bool indicator) : ColumnMap
{
    public double Number => number;

    public string Text => text;

    public bool Indicator => indicator;

    public override IEnumerable<ModelInput> Outputs(ModelInput input)
    {
        yield return input.IsText() ? input : input with { Type = ColumnType.Number };
        if (indicator) yield return new ModelInput(IndicatorName(input), ColumnType.Number);
    }

    public override IEnumerable<Column> Apply(Table rows, ModelInput input)
    {
        var missing = new double[rows.RowCount];
        yield return input.IsText() ? Texts(Inputs.Texts(rows, input), missing) : Numbers(input.Name, Inputs.Numbers(rows, input), missing);
        if (indicator) yield return new NumberColumn(IndicatorName(input), missing);
    }

    public override void Write(ModelWriter writer)
    {
        writer.Number(number);
        writer.Text(text);
        writer.Flag(indicator);
    }

    public static ImputationMap Read(ModelReader reader, ModelInput input) => input.Type == ColumnType.Time
        ? throw reader.Wrong($"a time, '{input.Name}', is imputed")
        : new ImputationMap(reader.Number(), reader.Text(), reader.Flag());

    private static string IndicatorName(ModelInput input) => $"{input.Name} (missing)";

    private NumberColumn Numbers(string name, double[] values, double[] missing)
    {
        for (var row = 0; row < values.Length; row++)
        {
            if (double.IsFinite(values[row])) continue;
            values[row] = number;
            missing[row] = 1;
        }

        return new NumberColumn(name, values);
    }

    private TextColumn Texts(TextColumn column, double[] missing)
    {
        var codes = column.Codes.ToArray();
        for (var row = 0; row < codes.Length; row++)
        {
            if (codes[row] >= 0) continue;
            codes[row] = column.Dictionary.Count;
            missing[row] = 1;
        }

        return new TextColumn(column.Name, codes, [.. column.Dictionary, text]);
    }
}
