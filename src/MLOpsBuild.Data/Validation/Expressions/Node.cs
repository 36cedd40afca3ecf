using System.Buffers;
using MLOpsBuild.Data.Validation.Measures;

namespace MLOpsBuild.Data.Validation.Expressions;

/// <summary>What an expression gives.</summary>
internal enum ValueKind
{
    Truth,
    Number,
    Text,
    Time,
}

/// <summary>A part of an expression, evaluated for runs of rows. Immutable, so that any thread may use it.</summary>
/// <param name="kind">What it gives.</param>
internal abstract class Node(ValueKind kind)
{
    public ValueKind Kind { get; } = kind;
}

/// <summary>A part whose values have a form.</summary>
internal abstract class Node<T>(ValueKind kind) : Node(kind)
    where T : unmanaged
{
    /// <summary>Writes the values of the rows from one on.</summary>
    public abstract void Fill(Batch batch, int from, Span<T> into);

    /// <summary>True for the value that stands for a missing one.</summary>
    public abstract bool IsMissing(T value);
}

/// <summary>1 is true, 0 false, 2 neither: a value that it depends on is missing.</summary>
internal abstract class TruthNode() : Node<byte>(ValueKind.Truth)
{
    public const byte Unknown = 2;

    public sealed override bool IsMissing(byte value) => value == Unknown;
}

/// <summary>NaN is missing.</summary>
internal abstract class NumberNode() : Node<double>(ValueKind.Number)
{
    public sealed override bool IsMissing(double value) => double.IsNaN(value);
}

/// <summary>Ticks; 0 is missing.</summary>
internal abstract class TimeNode() : Node<long>(ValueKind.Time)
{
    public sealed override bool IsMissing(long value) => value == 0;
}

/// <summary>Indexes into a dictionary of the batch; −1 is missing.</summary>
internal abstract class TextNode() : Node<int>(ValueKind.Text)
{
    /// <summary>The texts; what a function gives for each is found once a batch.</summary>
    public abstract IReadOnlyList<string> Texts(Batch batch);

    public sealed override bool IsMissing(int value) => value < 0;
}

/// <summary>A borrowed buffer for a run of rows.</summary>
internal readonly ref struct Scratch<T>(int length)
    where T : unmanaged
{
    private readonly T[] _rented = ArrayPool<T>.Shared.Rent(length);

    public Span<T> Span => _rented.AsSpan(0, length);

    public void Dispose() => ArrayPool<T>.Shared.Return(_rented);
}
