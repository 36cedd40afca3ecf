using MLOpsBuild.Data.Validation.Measures;

namespace MLOpsBuild.Data.Validation.Expressions;

/// <summary><c>and</c>: false when one side is, else unknown when one side is.</summary>
internal sealed class AndNode(TruthNode left, TruthNode right) : TruthNode
{
    public override void Fill(Batch batch, int from, Span<byte> into)
    {
        using var scratch = new Scratch<byte>(into.Length);
        var other = scratch.Span;
        left.Fill(batch, from, into);
        right.Fill(batch, from, other);
        for (var i = 0; i < into.Length; i++) into[i] = into[i] == 0 || other[i] == 0 ? (byte)0 : Math.Max(into[i], other[i]);
    }
}

/// <summary><c>or</c>: true when one side is, else unknown when one side is.</summary>
internal sealed class OrNode(TruthNode left, TruthNode right) : TruthNode
{
    public override void Fill(Batch batch, int from, Span<byte> into)
    {
        using var scratch = new Scratch<byte>(into.Length);
        var other = scratch.Span;
        left.Fill(batch, from, into);
        right.Fill(batch, from, other);
        for (var i = 0; i < into.Length; i++) into[i] = into[i] == 1 || other[i] == 1 ? (byte)1 : Math.Max(into[i], other[i]);
    }
}

/// <summary><c>not</c>: unknown stays unknown.</summary>
internal sealed class NotNode(TruthNode of) : TruthNode
{
    public override void Fill(Batch batch, int from, Span<byte> into)
    {
        of.Fill(batch, from, into);
        for (var i = 0; i < into.Length; i++) into[i] = into[i] == Unknown ? Unknown : (byte)(1 - into[i]);
    }
}

/// <summary><c>is null</c>: never unknown.</summary>
internal sealed class IsMissingNode<T>(Node<T> of) : TruthNode
    where T : unmanaged
{
    public override void Fill(Batch batch, int from, Span<byte> into)
    {
        using var scratch = new Scratch<T>(into.Length);
        var values = scratch.Span;
        of.Fill(batch, from, values);
        for (var i = 0; i < into.Length; i++) into[i] = of.IsMissing(values[i]) ? (byte)1 : (byte)0;
    }
}

/// <summary><c>if(condition, then, otherwise)</c>: missing where the condition is unknown.</summary>
internal sealed class NumberChoice(TruthNode condition, NumberNode then, NumberNode otherwise) : NumberNode
{
    public override void Fill(Batch batch, int from, Span<double> into)
    {
        using var marks = new Scratch<byte>(into.Length);
        using var other = new Scratch<double>(into.Length);
        condition.Fill(batch, from, marks.Span);
        then.Fill(batch, from, into);
        otherwise.Fill(batch, from, other.Span);
        for (var i = 0; i < into.Length; i++) into[i] = marks.Span[i] == 1 ? into[i] : marks.Span[i] == 0 ? other.Span[i] : double.NaN;
    }
}

/// <summary><c>coalesce(a, b)</c>: b where a is missing.</summary>
internal sealed class NumberFallback(NumberNode first, NumberNode second) : NumberNode
{
    public override void Fill(Batch batch, int from, Span<double> into)
    {
        using var scratch = new Scratch<double>(into.Length);
        var other = scratch.Span;
        first.Fill(batch, from, into);
        second.Fill(batch, from, other);
        for (var i = 0; i < into.Length; i++) into[i] = double.IsNaN(into[i]) ? other[i] : into[i];
    }
}

/// <summary><c>coalesce(a, b)</c> of times.</summary>
internal sealed class TimeFallback(TimeNode first, TimeNode second) : TimeNode
{
    public override void Fill(Batch batch, int from, Span<long> into)
    {
        using var scratch = new Scratch<long>(into.Length);
        var other = scratch.Span;
        first.Fill(batch, from, into);
        second.Fill(batch, from, other);
        for (var i = 0; i < into.Length; i++) into[i] = into[i] == 0 ? other[i] : into[i];
    }
}

/// <summary><c>coalesce(a, b)</c> of texts: the second dictionary stands behind the first.</summary>
internal sealed class TextFallback(TextNode first, TextNode second) : TextNode
{
    public override IReadOnlyList<string> Texts(Batch batch) => batch.Once<string[]>(this, () => [.. first.Texts(batch), .. second.Texts(batch)]);

    public override void Fill(Batch batch, int from, Span<int> into)
    {
        using var scratch = new Scratch<int>(into.Length);
        var other = scratch.Span;
        var shift = first.Texts(batch).Count;
        first.Fill(batch, from, into);
        second.Fill(batch, from, other);
        for (var i = 0; i < into.Length; i++) into[i] = into[i] >= 0 ? into[i] : other[i] < 0 ? -1 : other[i] + shift;
    }
}
