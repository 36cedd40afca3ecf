using MLOpsBuild.Data.Validation.Measures;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Validation;

/// <summary><c>length</c>: texts have from <c>min</c> to <c>max</c> UTF-16 code units.</summary>
internal sealed class LengthRule(RuleHeader header, string column, double mostly, long min, long max) : RowRule(header, column, mostly)
{
    public const string Kind = "length";

    protected override string Fault => max == long.MaxValue ? $"are shorter than {min}" : $"are not {min} to {max} long";

    public static Rule Read(RuleReader reader)
    {
        var header = reader.Header(Kind, "column", "min", "max", "mostly");
        var (min, max) = (reader.Integer("min"), reader.Integer("max"));
        if (min is null && max is null) reader.Wrong("needs 'min' or 'max'");
        if (min > max) reader.Wrong("has a 'min' above its 'max'");
        return new LengthRule(header, reader.Column(ColumnType.Text).Name, reader.Mostly(), min ?? 0, max ?? long.MaxValue);
    }

    protected override (RowMarker? Marker, long Judged) Bind(Batch batch) => PerText(batch, batch[Column], text => text.Length < min || text.Length > max);
}
