using MLOpsBuild.Delivery.PullRequests;
using MLOpsBuild.GitHub.Api;

namespace MLOpsBuild.GitHub.PullRequests;

/// <summary>One comment for each model on a pull request, rewritten with every push. It is ours when its first line is the marker and we are its author.</summary>
internal sealed class StickyComment(GitHubApi api)
{
    public async Task<PostedReport> WriteAsync(PullRequestReport report, CancellationToken cancellationToken)
    {
        var marker = Marker(report.Model);
        var body = $"{marker}\n{report.Markdown}";
        if (body.Length > Comments.MostCharacters)
            throw new ArgumentException($"The report of '{report.Model}' has {body.Length} characters with its marker; a comment takes at most {Comments.MostCharacters}.", nameof(report));

        var ours = await OursAsync(report.PullRequest, marker, cancellationToken).ConfigureAwait(false);
        if (ours is [var oldest, .. var younger])
        {
            // Left by a writer that was stopped between writing its comment and taking it back.
            foreach (var comment in younger) await api.Comments.DeleteAsync(comment.Id, cancellationToken).ConfigureAwait(false);
            return await RewriteAsync(oldest, body, cancellationToken).ConfigureAwait(false);
        }

        var made = await api.Comments.CreateAsync(report.PullRequest, body, cancellationToken).ConfigureAwait(false);
        // Another writer may have found none either: of two, the older stays, and the younger's writer takes it back.
        if (await OursAsync(report.PullRequest, marker, cancellationToken).ConfigureAwait(false) is not [var first, ..] || first.Id >= made.Id) return new PostedReport(made.HtmlUrl, PostOutcome.Created);
        await api.Comments.DeleteAsync(made.Id, cancellationToken).ConfigureAwait(false);
        return await RewriteAsync(first, body, cancellationToken).ConfigureAwait(false);
    }

    private async Task<PostedReport> RewriteAsync(Comment comment, string body, CancellationToken cancellationToken)
    {
        if (Plain(comment.Body) == Plain(body)) return new PostedReport(comment.HtmlUrl, PostOutcome.Unchanged);
        var written = await api.Comments.UpdateAsync(comment.Id, body, cancellationToken).ConfigureAwait(false);
        return new PostedReport(written.HtmlUrl, PostOutcome.Updated);
    }

    private async Task<Comment[]> OursAsync(int pullRequest, string marker, CancellationToken cancellationToken)
    {
        var login = await api.LoginAsync(cancellationToken).ConfigureAwait(false);
        var all = await api.Comments.ListAsync(pullRequest, cancellationToken).ConfigureAwait(false);
        return [.. all.Where(c => c.User?.Is(login) == true && Plain(c.Body).Split('\n')[0] == marker).OrderBy(c => c.Id)];
    }

    // Only the first line counts, which we alone write: a marker that data brought into a report is text like any other.
    private static string Marker(string model) =>
        model.Length is > 0 and <= 100 && model.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && !model.Contains("--", StringComparison.Ordinal)
            ? $"<!-- mlopsbuild:report:{model} -->"
            : throw new ArgumentException($"'{model}' cannot name a report: at most 100 letters, digits, '-', '_' and '.', without '--'.", nameof(model));

    private static string Plain(string body) => body.ReplaceLineEndings("\n").TrimEnd();
}
