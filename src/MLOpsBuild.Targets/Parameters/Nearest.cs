namespace MLOpsBuild.Targets.Parameters;

/// <summary>Suggests names for one that is not known.</summary>
internal static class Nearest
{
    /// <summary>The end of a message: what may have been meant, or all names when nothing is near.</summary>
    public static string Hint(string name, IEnumerable<string> known)
    {
        var all = known.ToList();
        var near = To(name, all);
        if (near.Count > 0) return $" Did you mean {string.Join(" or ", near)}?";
        return all.Count == 0 ? " There are none." : $" Known: {string.Join(", ", all.Order(StringComparer.Ordinal))}.";
    }

    /// <summary>At most three names that are near, the nearest first.</summary>
    public static IReadOnlyList<string> To(string name, IEnumerable<string> known)
    {
        var bare = ParameterName.Bare(name);
        var limit = Math.Max(2, bare.Length / 3);
        return
        [
            .. (from candidate in known
                let other = ParameterName.Bare(candidate)
                let distance = bare.Length > 2 && other.StartsWith(bare, StringComparison.Ordinal) ? 0 : Distance(bare, other)
                where distance <= limit && distance < Math.Max(bare.Length, other.Length)
                orderby distance, candidate
                select candidate).Take(3),
        ];
    }

    /// <summary>The number of letters to add, drop, change or swap with the neighbour.</summary>
    internal static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var change = d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                d[i, j] = Math.Min(change, Math.Min(d[i - 1, j], d[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }

        return d[a.Length, b.Length];
    }
}
