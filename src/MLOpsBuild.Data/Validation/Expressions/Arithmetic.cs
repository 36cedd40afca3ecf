using MLOpsBuild.Data.Validation.Measures;

namespace MLOpsBuild.Data.Validation.Expressions;

/// <summary>Calculates with two numbers; what has no value, such as 0 / 0, is missing.</summary>
internal sealed class ArithmeticNode(NumberNode left, char how, NumberNode right) : NumberNode
{
    public override void Fill(Batch batch, int from, Span<double> into)
    {
        using var scratch = new Scratch<double>(into.Length);
        var other = scratch.Span;
        left.Fill(batch, from, into);
        right.Fill(batch, from, other);
        switch (how)
        {
            case '+':
                for (var i = 0; i < into.Length; i++) into[i] += other[i];
                break;
            case '-':
                for (var i = 0; i < into.Length; i++) into[i] -= other[i];
                break;
            case '*':
                for (var i = 0; i < into.Length; i++) into[i] *= other[i];
                break;
            case '/':
                for (var i = 0; i < into.Length; i++) into[i] /= other[i];
                break;
            default:
                for (var i = 0; i < into.Length; i++) into[i] %= other[i];
                break;
        }
    }
}

/// <summary>A function of one number.</summary>
internal sealed class NumberFunction(NumberNode of, Func<double, double> function) : NumberNode
{
    public override void Fill(Batch batch, int from, Span<double> into)
    {
        of.Fill(batch, from, into);
        for (var i = 0; i < into.Length; i++) into[i] = function(into[i]);
    }
}

/// <summary>A function of two numbers; missing when one is.</summary>
internal sealed class PairFunction(NumberNode left, NumberNode right, Func<double, double, double> function) : NumberNode
{
    public override void Fill(Batch batch, int from, Span<double> into)
    {
        using var scratch = new Scratch<double>(into.Length);
        var other = scratch.Span;
        left.Fill(batch, from, into);
        right.Fill(batch, from, other);
        for (var i = 0; i < into.Length; i++) into[i] = double.IsNaN(into[i]) || double.IsNaN(other[i]) ? double.NaN : function(into[i], other[i]);
    }
}

/// <summary>A number made of a time, such as its hour.</summary>
internal sealed class TimePart(TimeNode of, Func<DateTime, double> part) : NumberNode
{
    public override void Fill(Batch batch, int from, Span<double> into)
    {
        using var scratch = new Scratch<long>(into.Length);
        var times = scratch.Span;
        of.Fill(batch, from, times);
        for (var i = 0; i < into.Length; i++) into[i] = times[i] == 0 ? double.NaN : part(new DateTime(times[i]));
    }
}

/// <summary>The time from one moment to another in some unit.</summary>
internal sealed class TimeSpanNode(TimeNode first, TimeNode last, long ticksPerUnit) : NumberNode
{
    public override void Fill(Batch batch, int from, Span<double> into)
    {
        using var a = new Scratch<long>(into.Length);
        using var b = new Scratch<long>(into.Length);
        var start = a.Span;
        var end = b.Span;
        first.Fill(batch, from, start);
        last.Fill(batch, from, end);
        for (var i = 0; i < into.Length; i++) into[i] = start[i] == 0 || end[i] == 0 ? double.NaN : (double)(end[i] - start[i]) / ticksPerUnit;
    }
}

/// <summary>Midnight of a time's day.</summary>
internal sealed class DayNode(TimeNode of) : TimeNode
{
    public override void Fill(Batch batch, int from, Span<long> into)
    {
        of.Fill(batch, from, into);
        for (var i = 0; i < into.Length; i++) into[i] -= into[i] % TimeSpan.TicksPerDay;
    }
}
