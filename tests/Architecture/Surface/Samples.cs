namespace MLOpsBuild.Architecture.Tests.Surface.Samples;

public enum Colour
{
    Red = 0,
    Blue = 1,
}

public interface IShape<T>
    where T : class
{
    double Area { get; }

    T? Named(string name, int? size = null);
}

public sealed record Point(double X, IReadOnlyList<string?> Tags) : IShape<string>
{
    public const int Origin = 0;

    public required string Label { get; init; }

    public double Area => 0;

    public string? Named(string name, int? size = null) => null;

    public static bool TryRead(ReadOnlySpan<char> text, out Point? point, Colour colour = Colour.Blue)
    {
        point = null;
        return text.Length == (int)colour;
    }

    public override string ToString() => Label;

    internal void Hidden() => Tags.ToString();
}

public static class Tools
{
    public static Task<Dictionary<string, T[]>> CountAsync<T>(this IEnumerable<T> items, params string[] names) =>
        Task.FromResult(names.ToDictionary(n => n, _ => items.ToArray()));
}
