namespace MLOpsBuild.Data.Profiles;

/// <summary>How long texts are, in Unicode code points.</summary>
internal readonly record struct TextLengths(long Shortest, long Longest, long Total, long Empty)
{
    public static TextLengths None { get; } = new(long.MaxValue, 0, 0, 0);

    public TextLengths With(string text, long times)
    {
        long length = text.Length;
        // The second halves of pairs do not count.
        if (text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            length = 0;
            foreach (var _ in text.EnumerateRunes()) length++;
        }

        return new(Math.Min(Shortest, length), Math.Max(Longest, length), Total + (length * times), Empty + (length == 0 ? times : 0));
    }

    public TextLengths Merge(TextLengths other) =>
        new(Math.Min(Shortest, other.Shortest), Math.Max(Longest, other.Longest), Total + other.Total, Empty + other.Empty);
}
