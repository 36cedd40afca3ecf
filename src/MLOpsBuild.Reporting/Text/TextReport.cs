namespace MLOpsBuild.Reporting.Text;

/// <summary>The report for a terminal or a log: what decides, what moved, and what to do; the rest is in the HTML report. The same model gives the same text.</summary>
public static class TextReport
{
    /// <summary>The text, with one LF at its end and no line longer than <paramref name="width"/> characters, save commands, which are there to be copied.</summary>
    /// <param name="model">What to show.</param>
    /// <param name="width">How wide the terminal is, in characters; at least 40.</param>
    public static string Write(ReportModel model, int width = 100)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 40);
        var page = new TextPage(width);
        page.Say($"{model.Title}: {VerdictWords.Of(model.Verdict).ToUpperInvariant()}");
        page.Say(model.Answer);
        page.Say(Identity(model));
        Judged.Write(page, model);
        Made.Write(page, model);
        page.Commands("Accept these metrics", model.Acceptance?.Why, model.Acceptance?.Commands ?? []);
        page.Commands("Do it again", null, model.Reproduce);
        return page.ToString();
    }

    private static string Identity(ReportModel model)
    {
        List<string> parts = [];
        if (model.Model is { } made) parts.Add($"model {made.Short}");
        if (model.Package is { } package) parts.Add($"package {package.Short}");
        if (model.Accepted is { } accepted) parts.Add($"accepted before {accepted.Short}");
        if (model.Commit is { } commit) parts.Add($"commit {(commit.Length > 12 ? commit[..12] : commit)}");
        if (model.Base is { } origin) parts.Add($"against {origin}");
        return string.Join(" · ", parts);
    }
}
