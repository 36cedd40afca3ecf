namespace MLOpsBuild.Data.Files;

/// <summary>Finds what somebody probably meant.</summary>
public static class NearestName
{
    /// <summary>The known names and, when one is close, a suggestion: <c>did you mean 'range'? Known: …</c>.</summary>
    /// <param name="name">What was found.</param>
    /// <param name="known">What is allowed.</param>
    public static string Hint(string name, IReadOnlyCollection<string> known)
    {
        var nearest = known.Select(k => (Name: k, Distance: Apart(name.ToLowerInvariant(), k.ToLowerInvariant()))).OrderBy(k => k.Distance).FirstOrDefault();
        var list = $"Known: {string.Join(", ", known)}.";
        return nearest.Name is not null && nearest.Distance <= Math.Max(2, name.Length / 3) ? $"did you mean '{nearest.Name}'? {list}" : list;
    }

    // Who writes the beginning of a word means the word, however much is missing.
    private static int Apart(string name, string known) =>
        name.Length >= 3 && known.StartsWith(name, StringComparison.Ordinal) ? 1 : Distance(name, known);

    /// <summary>Levenshtein's distance: the fewest insertions, deletions and replacements.</summary>
    internal static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
