using MLOpsBuild.Data.Validation.Measures;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Validation.Expressions;

/// <summary>A column of numbers or integers.</summary>
internal sealed class NumberSource(string column, bool isInteger) : NumberNode
{
    public string Column => column;

    /// <summary>True when the values are integers, which compare exactly with each other even where a double cannot hold them.</summary>
    public bool IsInteger => isInteger;

    public override void Fill(Batch batch, int from, Span<double> into) => batch.Numbers(batch[column]).Slice(from, into.Length).CopyTo(into);
}

/// <summary>A column of times.</summary>
internal sealed class TimeSource(string column) : TimeNode
{
    public override void Fill(Batch batch, int from, Span<long> into)
    {
        var values = ((TimeColumn)batch[column]).Values.Slice(from, into.Length);
        for (var i = 0; i < into.Length; i++) into[i] = values[i].Ticks;
    }
}

/// <summary>A column of texts.</summary>
internal sealed class TextSource(string column) : TextNode
{
    public override IReadOnlyList<string> Texts(Batch batch) => ((TextColumn)batch[column]).Dictionary;

    public override void Fill(Batch batch, int from, Span<int> into) => ((TextColumn)batch[column]).Codes.Slice(from, into.Length).CopyTo(into);
}

/// <summary>A number in the expression.</summary>
internal sealed class NumberConstant(double value, long? whole = null) : NumberNode
{
    public double Value => value;

    /// <summary>The number when it was written as an integer.</summary>
    public long? Whole => whole;

    public override void Fill(Batch batch, int from, Span<double> into) => into.Fill(value);
}

/// <summary>A text in the expression.</summary>
internal sealed class TextConstant(string value) : TextNode
{
    public string Value => value;

    public override IReadOnlyList<string> Texts(Batch batch) => [value];

    public override void Fill(Batch batch, int from, Span<int> into) => into.Clear();
}

/// <summary>A time in the expression.</summary>
internal sealed class TimeConstant(DateTime value) : TimeNode
{
    public override void Fill(Batch batch, int from, Span<long> into) => into.Fill(value.Ticks);
}

/// <summary>True or false in the expression.</summary>
internal sealed class TruthConstant(bool value) : TruthNode
{
    public override void Fill(Batch batch, int from, Span<byte> into) => into.Fill(value ? (byte)1 : (byte)0);
}
