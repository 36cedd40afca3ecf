using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace MLOpsBuild.Data;

/// <summary>The tag of a partition at a remote, folder or registry: <c>data.&lt;dataset&gt;.&lt;partition&gt;</c>.</summary>
/// <remarks>
/// A partition's name is a tag's text as it is. A dataset's is kept where it has letters, digits and dashes; <c>_</c> is doubled and the bytes (UTF-8) of anything else are <c>_</c> with two
/// hexadecimal digits. So no two partitions have one tag.
/// </remarks>
public static class PartitionTag
{
    private const string Prefix = "data.";
    private const int Longest = 128; // what the OCI distribution specification allows

    /// <summary>The tag of a partition.</summary>
    /// <exception cref="ArgumentException">The names are too long for a tag of 128 characters.</exception>
    public static string Of(string dataset, string partition)
    {
        var tag = Beginning(dataset) + partition;
        return tag.Length <= Longest
            ? tag
            : throw new ArgumentException($"The tag of partition '{partition}' of '{dataset}' would have {tag.Length} characters; registries take {Longest}. Choose a shorter name.", nameof(partition));
    }

    /// <summary>What the tags of all of a dataset's partitions begin with.</summary>
    public static string Beginning(string dataset)
    {
        var text = new StringBuilder(Prefix);
        foreach (var b in Encoding.UTF8.GetBytes(dataset))
        {
            var c = (char)b;
            if (char.IsAsciiLetterOrDigit(c) || c == '-') text.Append(c);
            else if (c == '_') text.Append("__");
            else text.Append('_').Append(Convert.ToHexStringLower([b]));
        }

        return text.Append('.').ToString();
    }

    /// <summary>Reads a tag; false when it is none of a partition.</summary>
    public static bool TryParse(string tag, [NotNullWhen(true)] out string? dataset, [NotNullWhen(true)] out string? partition)
    {
        (dataset, partition) = (null, null);
        if (!tag.StartsWith(Prefix, StringComparison.Ordinal)) return false;
        var end = tag.IndexOf('.', Prefix.Length);
        if (end < 0 || !Partition.IsName(tag[(end + 1)..]) || Unescape(tag[Prefix.Length..end]) is not { } name || Beginning(name) != tag[..(end + 1)]) return false;
        (dataset, partition) = (name, tag[(end + 1)..]);
        return true;
    }

    private static string? Unescape(string text)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '_')
            {
                bytes.Add((byte)text[i]);
            }
            else if (i + 1 < text.Length && text[i + 1] == '_')
            {
                bytes.Add((byte)'_');
                i++;
            }
            else
            {
                if (i + 2 >= text.Length || !char.IsAsciiHexDigitLower(text[i + 1]) || !char.IsAsciiHexDigitLower(text[i + 2])) return null;
                bytes.Add(Convert.FromHexString(text.AsSpan(i + 1, 2))[0]);
                i += 2;
            }
        }

        return bytes.Count > 0 ? Encoding.UTF8.GetString([.. bytes]) : null;
    }
}
