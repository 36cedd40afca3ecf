using System.Text;

namespace MLOpsBuild.Reporting.Cards;

/// <summary>A model card (Mitchell et al., 2019) in Markdown: parts between markers are written anew, everything else is its authors' and stays byte for byte.</summary>
/// <remarks>It says what decides the model and nothing of the moment: no time, no person, no commit. The same facts give the same bytes.</remarks>
public static class ModelCardPage
{
    private static readonly (string Heading, string? Part, string? Prompt)[] Outline =
    [
        ("", "model", null),
        ("Purpose", null, "_Say here which decisions the model serves, whom they concern, and what it is not for._"),
        ("Data", "data", null),
        ("Metrics", "metrics", null),
        ("Slices", "slices", null),
        ("Fairness", "fairness", "_Say here who could be treated unfairly, and what was done about it._"),
        ("Limits", "limits", "_Say here when not to trust it._"),
        ("Provenance", "provenance", null),
    ];

    /// <summary>The card's text.</summary>
    /// <param name="facts">What is known of the model.</param>
    /// <param name="existing">The card as it is; null for a new one. A part whose markers somebody took away is put at its end.</param>
    /// <exception cref="FormatException">The existing card has a marker without its other half; the message says which.</exception>
    public static string Write(ModelCardFacts facts, string? existing)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (existing is null) return New(facts);
        var card = existing.ReplaceLineEndings("\n");
        foreach (var (heading, part, _) in Outline)
        {
            if (part is not null) card = With(card, heading, part, ModelCardParts.Write(part, facts));
        }

        return card;
    }

    private static string New(ModelCardFacts facts)
    {
        var card = new StringBuilder("# ").Append(Documents.Markdown.Inline.Text(facts.Report.Pipeline, 120)).Append('\n');
        foreach (var (heading, part, prompt) in Outline)
        {
            if (heading.Length > 0) card.Append("\n## ").Append(heading).Append('\n');
            if (part is not null) card.Append('\n').Append(Block(part, ModelCardParts.Write(part, facts))).Append('\n');
            if (prompt is not null) card.Append('\n').Append(prompt).Append('\n');
        }

        return card.ToString();
    }

    private static string With(string card, string heading, string part, string text)
    {
        var (begin, end) = (Begin(part), End(part));
        var (from, to) = (Find(card, begin), Find(card, end));
        if (from < 0 && to < 0) return $"{card.TrimEnd('\n')}\n\n{(heading.Length > 0 ? $"## {heading}\n\n" : "")}{Block(part, text)}\n";
        if (from < 0 || to < from) throw new FormatException($"The card has '{(from < 0 ? end : begin)}' without '{(from < 0 ? begin : end)}' {(from < 0 ? "before" : "after")} it. Put the marker back, or take both away.");
        return card[..from] + Block(part, text) + card[(to + end.Length)..];
    }

    // A marker has its line to itself: what data says never does.
    private static int Find(string card, string marker)
    {
        var at = card.IndexOf(marker, StringComparison.Ordinal);
        while (at > 0 && (card[at - 1] != '\n' || (at + marker.Length < card.Length && card[at + marker.Length] != '\n'))) at = card.IndexOf(marker, at + 1, StringComparison.Ordinal);
        return at;
    }

    private static string Block(string part, string text) => $"{Begin(part)}\n{text.TrimEnd('\n')}\n{End(part)}";

    private static string Begin(string part) => $"<!-- generated: {part} -->";

    private static string End(string part) => $"<!-- end: {part} -->";
}
