using System.Globalization;
using System.Text;

namespace MLOpsBuild.Data.Validation.Inference;

/// <summary>Finds the pattern that identifiers have in common: runs of capitals, small letters and digits, and the same characters between them.</summary>
internal static class TextShape
{
    private const int MaxRuns = 8;

    /// <summary>A regular expression for all of the texts; null when they have no form in common.</summary>
    public static string? Of(IEnumerable<string> texts)
    {
        List<Run>? all = null;
        foreach (var text in texts)
        {
            var runs = Split(text);
            if (runs.Count is 0 or > MaxRuns || (all is not null && all.Count != runs.Count)) return null;
            all ??= runs;
            for (var i = 0; i < runs.Count; i++)
            {
                if (all[i].Kind != runs[i].Kind) return null;
                all[i] = new Run(all[i].Kind, Math.Min(all[i].Least, runs[i].Least), Math.Max(all[i].Most, runs[i].Most));
            }
        }

        // Small letters alone are words: their form is chance.
        return all is null || all.TrueForAll(r => r.Kind is "[a-z]") || all is [{ Kind: "[A-Z]" }, { Kind: "[a-z]" }] ? null : Write(all);
    }

    private static List<Run> Split(string text)
    {
        var runs = new List<Run>();
        foreach (var c in text)
        {
            var kind = c switch
            {
                >= 'A' and <= 'Z' => "[A-Z]",
                >= 'a' and <= 'z' => "[a-z]",
                >= '0' and <= '9' => "[0-9]",
                _ => System.Text.RegularExpressions.Regex.Escape(c.ToString()),
            };
            if (runs.Count > 0 && runs[^1].Kind == kind) runs[^1] = new Run(kind, runs[^1].Least + 1, runs[^1].Most + 1);
            else runs.Add(new Run(kind, 1, 1));
            if (runs.Count > MaxRuns) break;
        }

        return runs;
    }

    private static string? Write(List<Run> runs)
    {
        if (runs.Exists(r => r.Most > 64)) return null;
        var pattern = new StringBuilder();
        foreach (var run in runs)
        {
            pattern.Append(run.Kind);
            if (run.Least != run.Most) pattern.Append(CultureInfo.InvariantCulture, $"{{{run.Least},{run.Most}}}");
            else if (run.Most > 1) pattern.Append(CultureInfo.InvariantCulture, $"{{{run.Most}}}");
        }

        return pattern.ToString();
    }

    /// <summary>Characters of one kind.</summary>
    private readonly record struct Run(string Kind, int Least, int Most);
}
