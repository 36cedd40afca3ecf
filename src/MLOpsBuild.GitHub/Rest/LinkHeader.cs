namespace MLOpsBuild.GitHub.Rest;

/// <summary>Where the next page of a list is (RFC 8288).</summary>
internal static class LinkHeader
{
    /// <summary>The target of the first link whose relation is <c>next</c>; null when there is none.</summary>
    public static string? Next(string? header)
    {
        for (var start = header?.IndexOf('<', StringComparison.Ordinal) ?? -1; start >= 0;)
        {
            var end = header!.IndexOf('>', start);
            if (end < 0) return null;
            var following = header.IndexOf('<', end);
            var parameters = header[(end + 1)..(following < 0 ? header.Length : following)].Split([';', ','], StringSplitOptions.TrimEntries);
            if (parameters.Any(p => p.Equals("rel=\"next\"", StringComparison.OrdinalIgnoreCase) || p.Equals("rel=next", StringComparison.OrdinalIgnoreCase))) return header[(start + 1)..end];
            start = following;
        }

        return null;
    }
}
