using MLOpsBuild.Data.Validation.Measures;

namespace MLOpsBuild.Data.Validation.Expressions;

/// <summary>A text made of a text; null is missing.</summary>
internal sealed class TextFunction(TextNode of, Func<string, string?> function) : TextNode
{
    public override IReadOnlyList<string> Texts(Batch batch) => Made(batch)!;

    public override void Fill(Batch batch, int from, Span<int> into)
    {
        of.Fill(batch, from, into);
        var made = Made(batch);
        for (var i = 0; i < into.Length; i++) into[i] = into[i] < 0 || made[into[i]] is null ? -1 : into[i];
    }

    private string?[] Made(Batch batch) => batch.Once<string?[]>(this, () => [.. of.Texts(batch).Select(t => t is null ? null : function(t))]);
}

/// <summary>A number made of a text, such as its length; NaN is missing.</summary>
internal sealed class TextNumber(TextNode of, Func<string, double> function) : NumberNode
{
    public override void Fill(Batch batch, int from, Span<double> into)
    {
        using var scratch = new Scratch<int>(into.Length);
        var codes = scratch.Span;
        of.Fill(batch, from, codes);
        var made = batch.Once<double[]>(this, () => [.. of.Texts(batch).Select(t => t is null ? double.NaN : function(t))]);
        for (var i = 0; i < into.Length; i++) into[i] = codes[i] < 0 ? double.NaN : made[codes[i]];
    }
}

/// <summary>A time read from a text; missing when it is none.</summary>
internal sealed class TextTime(TextNode of, Func<string, DateTime?> function) : TimeNode
{
    public override void Fill(Batch batch, int from, Span<long> into)
    {
        using var scratch = new Scratch<int>(into.Length);
        var codes = scratch.Span;
        of.Fill(batch, from, codes);
        var made = batch.Once<long[]>(this, () => [.. of.Texts(batch).Select(t => t is null ? 0 : function(t)?.Ticks ?? 0)]);
        for (var i = 0; i < into.Length; i++) into[i] = codes[i] < 0 ? 0 : made[codes[i]];
    }
}
