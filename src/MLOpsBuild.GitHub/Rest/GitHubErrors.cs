using System.Globalization;
using MLOpsBuild.Documents;

namespace MLOpsBuild.GitHub.Rest;

/// <summary>Turns answers that mean no into words that say what to do.</summary>
internal static class GitHubErrors
{
    /// <summary>GitHub refused, or failed.</summary>
    public static GitHubException Refused(ApiRequest request, ApiAnswer answer, string secret)
    {
        var said = ErrorBody.Read(answer.Body);
        var failed = answer.Status >= 500;
        var fields = string.Join("; ", said.Fields.Select(Words));
        var message = $"GitHub answered {answer.Status} on {Call(request)}{(said.Message.Length > 0 ? $": {said.Message.TrimEnd('.')}" : "")}{(fields.Length > 0 ? $" ({fields})" : "")}. {Advice(request, answer)}";
        return new GitHubException(request.Method.Method, PathOf(request), answer.Status, WithoutSecret(message, secret))
        {
            Fields = [.. said.Fields.Select(f => new FieldError(WithoutSecret(f.Resource, secret), WithoutSecret(f.Field, secret), WithoutSecret(f.Problem, secret)))],
            IsPassing = failed,
            MayHaveHappened = failed && Changes(request),
        };
    }

    /// <summary>The rate limit asks for more patience than there is.</summary>
    public static GitHubException Limited(ApiRequest request, ApiAnswer answer, DateTimeOffset back, TimeSpan most) =>
        new(request.Method.Method, PathOf(request), answer.Status, string.Create(
            CultureInfo.InvariantCulture,
            $"GitHub's rate limit is reached on {Call(request)}: it asks to come back at {back.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, and a call waits at most {most.TotalMinutes:0.#} min. Nothing was changed by this call; run the command again then."));

    /// <summary>No answer came, or not all of it.</summary>
    /// <param name="request">The call.</param>
    /// <param name="why">What happened.</param>
    /// <param name="sent">Whether GitHub may have had the request.</param>
    /// <param name="isPassing">Whether it may go well in a moment.</param>
    /// <param name="inner">The cause.</param>
    public static GitHubException Lost(ApiRequest request, string why, bool sent, bool isPassing, Exception inner) =>
        new(request.Method.Method, PathOf(request), null, $"GitHub cannot be reached on {Call(request)}: {why}. {(sent && Changes(request)
            ? "It may have been done all the same: look before you run the command again."
            : "Check the address, the network and, behind one, the proxy's settings; then run the command again.")}", inner)
        {
            IsPassing = isPassing,
            MayHaveHappened = sent && Changes(request),
        };

    /// <summary>An answer that must not be believed or followed.</summary>
    public static GitHubException Untrusted(ApiRequest request, int status, string why, Exception? inner = null) =>
        new(request.Method.Method, PathOf(request), status, $"The answer to {Call(request)} was refused: {why}", inner) { MayHaveHappened = status < 300 && Changes(request) };

    private static string Words(FieldError error) =>
        string.Join(' ', new[] { string.Join('.', new[] { error.Resource, error.Field }.Where(t => t.Length > 0)), error.Problem }.Where(t => t.Length > 0));

    private static string Advice(ApiRequest request, ApiAnswer answer)
    {
        var accepts = answer.Header("x-accepted-github-permissions") is { Length: > 0 } accepted ? $" GitHub accepts: {PlainText.Line(accepted, 100)}." : "";
        return answer.Status switch
        {
            401 => "The token is not accepted: it is wrong, revoked or has expired.",
            403 => string.Join(' ', new[] { request.Needs?.Advice, request.Advice }.OfType<string>()) + accepts,
            404 => string.Join(' ', new[] { "It is not there, or the token may not see it.", request.Needs?.Advice, request.Advice }.OfType<string>()) + accepts,
            >= 500 => Changes(request) ? "The fault is GitHub's, and it may have been done all the same: look before you run the command again." : "The fault is GitHub's: run the command again later.",
            >= 300 and < 400 => "The repository has another name now: use that one.",
            _ => "",
        };
    }

    private static string Call(ApiRequest request) => $"{request.Method.Method} {PathOf(request)}";

    private static string PathOf(ApiRequest request) => request.Path.Split('?')[0];

    private static bool Changes(ApiRequest request) => request.Method != HttpMethod.Get;

    private static string WithoutSecret(string text, string secret) => secret.Length == 0 ? text : text.Replace(secret, "***", StringComparison.Ordinal);
}
