using MLOpsBuild.Content;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data;

/// <summary>One pinned part of a dataset, usually a period.</summary>
/// <param name="Name">Unique in its dataset; partitions are ordered by it (ordinal): <c>2001-01</c>.</param>
/// <param name="Digest">The digest of its bytes.</param>
/// <param name="Size">The number of bytes.</param>
/// <param name="Rows">The number of rows, without the header.</param>
/// <param name="From">The earliest time; null when the dataset has no time column or no rows.</param>
/// <param name="To">The latest time (inclusive).</param>
public sealed record Partition(string Name, Digest Digest, long Size, long Rows, DateTime? From, DateTime? To)
{
    /// <summary>The rules that it breaks and in spite of which somebody added it, sorted; empty for a partition that keeps its contract.</summary>
    public IReadOnlyList<string> Forced { get; init; } = [];

    /// <summary>Where it was imported from: an address, another repository at a commit, or a DVC output; null for a file that somebody had. It tells people, and nothing is fetched by it.</summary>
    public string? Origin { get; init; }

    /// <summary>Describes a partition by its bytes and the table read from them.</summary>
    /// <param name="name">The partition's name.</param>
    /// <param name="bytes">The file's bytes.</param>
    /// <param name="table">What they hold.</param>
    /// <param name="timeColumn">The column that gives <see cref="From"/> and <see cref="To"/>; null when there is none.</param>
    /// <exception cref="ArgumentException">The name is none: letters, digits, '.', '_' and '-', beginning with a letter or digit.</exception>
    public static Partition Of(string name, ReadOnlySpan<byte> bytes, Table table, string? timeColumn)
    {
        if (!IsName(name)) throw new ArgumentException($"'{name}' cannot name a partition: use letters, digits, '.', '_' and '-', beginning with a letter or digit.", nameof(name));
        DateTime? from = null;
        DateTime? to = null;
        if (timeColumn is not null && table[timeColumn] is TimeColumn times)
        {
            foreach (var time in times.Values)
            {
                if (time == DateTime.MinValue) continue;
                if (from is null || time < from) from = time;
                if (to is null || time > to) to = time;
            }
        }

        return new Partition(name, Digest.Of(bytes), bytes.Length, table.RowCount, from, to);
    }

    /// <inheritdoc/>
    public bool Equals(Partition? other) => other is not null && Name == other.Name && Digest == other.Digest && Size == other.Size && Rows == other.Rows
        && From == other.From && To == other.To && Origin == other.Origin && Forced.SequenceEqual(other.Forced, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Digest);

    /// <summary>True for a name that is safe in tags, paths and windows.</summary>
    public static bool IsName(string? name) => name is { Length: > 0 and <= 128 } && char.IsAsciiLetterOrDigit(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-') && !name.Contains("..", StringComparison.Ordinal);
}
