using MLOpsBuild.Data.Validation.Measures;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Validation.Expressions;

/// <summary>How two values compare; the bits say whether less, equal and greater are right.</summary>
[Flags]
internal enum Comparison
{
    None = 0,
    Less = 1,
    Equal = 2,
    LessOrEqual = Less | Equal,
    Greater = 4,
    NotEqual = Less | Greater,
    GreaterOrEqual = Equal | Greater,
}

/// <summary>Compares numbers.</summary>
internal sealed class NumberComparison(NumberNode left, Comparison how, NumberNode right) : TruthNode
{
    public override void Fill(Batch batch, int from, Span<byte> into)
    {
        using var a = new Scratch<double>(into.Length);
        using var b = new Scratch<double>(into.Length);
        var x = a.Span;
        var y = b.Span;
        left.Fill(batch, from, x);
        right.Fill(batch, from, y);
        for (var i = 0; i < into.Length; i++)
        {
            var sign = x[i] < y[i] ? 0 : x[i] > y[i] ? 2 : 1;
            into[i] = double.IsNaN(x[i]) || double.IsNaN(y[i]) ? Unknown : (byte)((int)how >> sign & 1);
        }
    }
}

/// <summary>Compares a column of integers with another one or with an integer, exactly.</summary>
internal sealed class IntegerComparison(string left, Comparison how, string? right, long value) : TruthNode
{
    public override void Fill(Batch batch, int from, Span<byte> into)
    {
        var x = (IntegerColumn)batch[left];
        var y = right is null ? null : (IntegerColumn)batch[right];
        var all = batch.Missing(x) == 0 && (y is null || batch.Missing(y) == 0);
        var a = x.Values.Slice(from, into.Length);
        var b = y is null ? default : y.Values.Slice(from, into.Length);
        for (var i = 0; i < into.Length; i++)
        {
            var other = y is null ? value : b[i];
            var sign = a[i] < other ? 0 : a[i] > other ? 2 : 1;
            into[i] = (byte)((int)how >> sign & 1);
            if (!all && (x.IsMissing(from + i) || y?.IsMissing(from + i) == true)) into[i] = Unknown;
        }
    }
}

/// <summary>Compares times.</summary>
internal sealed class TimeComparison(TimeNode left, Comparison how, TimeNode right) : TruthNode
{
    public override void Fill(Batch batch, int from, Span<byte> into)
    {
        using var a = new Scratch<long>(into.Length);
        using var b = new Scratch<long>(into.Length);
        var x = a.Span;
        var y = b.Span;
        left.Fill(batch, from, x);
        right.Fill(batch, from, y);
        for (var i = 0; i < into.Length; i++)
        {
            var sign = x[i] < y[i] ? 0 : x[i] > y[i] ? 2 : 1;
            into[i] = x[i] == 0 || y[i] == 0 ? Unknown : (byte)((int)how >> sign & 1);
        }
    }
}

/// <summary>Compares texts by their code units.</summary>
internal sealed class TextComparison(TextNode left, Comparison how, TextNode right) : TruthNode
{
    public override void Fill(Batch batch, int from, Span<byte> into)
    {
        using var a = new Scratch<int>(into.Length);
        using var b = new Scratch<int>(into.Length);
        var x = a.Span;
        var y = b.Span;
        left.Fill(batch, from, x);
        right.Fill(batch, from, y);
        var (mine, theirs) = (left.Texts(batch), right.Texts(batch));
        for (var i = 0; i < into.Length; i++)
        {
            if (x[i] < 0 || y[i] < 0) into[i] = Unknown;
            else into[i] = (byte)((int)how >> Math.Sign(string.CompareOrdinal(mine[x[i]], theirs[y[i]])) + 1 & 1);
        }
    }
}

/// <summary>Judges each text of the dictionary once.</summary>
internal sealed class TextTest(TextNode of, Func<string, bool> test) : TruthNode
{
    public override void Fill(Batch batch, int from, Span<byte> into)
    {
        using var scratch = new Scratch<int>(into.Length);
        var codes = scratch.Span;
        of.Fill(batch, from, codes);
        var judged = batch.Once(this, () => Judge(of.Texts(batch)));
        for (var i = 0; i < into.Length; i++) into[i] = codes[i] < 0 ? Unknown : judged[codes[i]];
    }

    private byte[] Judge(IReadOnlyList<string> texts)
    {
        var judged = new byte[texts.Count];
        for (var i = 0; i < judged.Length; i++) judged[i] = texts[i] is { } text && test(text) ? (byte)1 : (byte)0;
        return judged;
    }
}

/// <summary>True for numbers of a list.</summary>
internal sealed class NumberInList(NumberNode of, HashSet<double> values) : TruthNode
{
    public override void Fill(Batch batch, int from, Span<byte> into)
    {
        using var scratch = new Scratch<double>(into.Length);
        var numbers = scratch.Span;
        of.Fill(batch, from, numbers);
        for (var i = 0; i < into.Length; i++) into[i] = double.IsNaN(numbers[i]) ? Unknown : values.Contains(numbers[i]) ? (byte)1 : (byte)0;
    }
}
