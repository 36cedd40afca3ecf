using System.Globalization;
using System.Text.Json.Nodes;

namespace MLOpsBuild.Tests.GitHub;

/// <summary>A comment that the fake keeps.</summary>
internal sealed record FakeComment(long Id, int PullRequest, string Login, string Body);

/// <summary>A pull request that the fake keeps.</summary>
internal sealed record FakePull(int Number, string Login, string Head, string Base, string Title, string Body)
{
    public string State { get; init; } = "open";

    public string Sha { get; init; } = "";

    /// <summary>Where the branch is; null for a fork that is gone.</summary>
    public string? From { get; init; } = FakeGitHub.Repository;

    public List<string> Labels { get; init; } = [];

    public List<string> Reviewers { get; init; } = [];

    public List<string> Reviewed { get; init; } = [];
}

/// <summary>Pull requests and their comments.</summary>
internal sealed partial class FakeGitHub
{
    public List<FakeComment> Comments { get; } = [];

    public List<FakePull> Pulls { get; } = [];

    /// <summary>A comment that somebody wrote.</summary>
    public FakeComment AddComment(int pullRequest, string login, string body)
    {
        lock (_state)
        {
            var comment = new FakeComment(++_ids, pullRequest, login, body);
            Comments.Add(comment);
            return comment;
        }
    }

    private FakeAnswer? AnswerPulls(FakeRequest request, string[] parts, string login) => (request.Method, parts) switch
    {
        ("GET", ["issues", var number, "comments"]) => List(Comments.Where(c => c.PullRequest == Number(number)), Json),
        ("POST", ["issues", var number, "comments"]) => request.Text("body").Length > 65_536
            ? Message(422, "Validation Failed")
            : new FakeAnswer(201, Json(AddComment(Number(number), login, request.Text("body")))),
        ("PATCH", ["issues", "comments", var id]) => ChangeComment(long.Parse(id, CultureInfo.InvariantCulture), login, request.Text("body")),
        ("DELETE", ["issues", "comments", var id]) => Comments.RemoveAll(c => c.Id == long.Parse(id, CultureInfo.InvariantCulture)) == 0 ? Message(404, "Not Found") : new FakeAnswer(204),
        ("POST", ["issues", var number, "labels"]) => Change(Pull(number), p => Add(p.Labels, request.Body!["labels"]!)),
        ("GET", ["pulls"]) => List(Pulls.Where(p => p.State == "open" && $"acme:{p.Head}" == request.Query["head"] && p.Base == request.Query["base"]), Json),
        ("POST", ["pulls"]) => OpenPull(request, login),
        ("GET", ["pulls", var number]) => Pull(number) is { } pull ? new FakeAnswer(200, Json(pull)) : Message(404, "Not Found"),
        ("PATCH", ["pulls", var number]) => Replace(Pull(number), p => p with { Title = request.Text("title"), Body = request.Text("body") }),
        ("GET", ["pulls", var number, "reviews"]) => List(Pull(number)!.Reviewed, r => Named("user", Named("login", r))),
        ("POST", ["pulls", var number, "requested_reviewers"]) => Change(Pull(number), p => Add(p.Reviewers, request.Body!["reviewers"]!)),
        ("GET", ["commits", var sha, "pulls"]) => List(Pulls.Where(p => ShaOf(p) == sha), Json),
        _ => null,
    };

    private FakeAnswer ChangeComment(long id, string login, string body)
    {
        var at = Comments.FindIndex(c => c.Id == id);
        if (at < 0) return Message(404, "Not Found");
        if (Comments[at].Login != login) return Message(403, "Must have admin rights to Repository.");
        Comments[at] = Comments[at] with { Body = body };
        return new FakeAnswer(200, Json(Comments[at]));
    }

    private FakeAnswer OpenPull(FakeRequest request, string login)
    {
        var pull = new FakePull(Pulls.Count + 1, login, request.Text("head"), request.Text("base"), request.Text("title"), request.Text("body"));
        if (!Branches.ContainsKey(pull.Head)) return Invalid("PullRequest", "head", "invalid");
        if (Pulls.Any(p => p.State == "open" && p.Head == pull.Head && p.Base == pull.Base)) return Invalid("PullRequest", "", $"A pull request already exists for acme:{pull.Head}.");
        Pulls.Add(pull);
        return new FakeAnswer(201, Json(pull));
    }

    private FakeAnswer Replace(FakePull? pull, Func<FakePull, FakePull> change)
    {
        if (pull is null) return Message(404, "Not Found");
        var changed = change(pull);
        Pulls[Pulls.IndexOf(pull)] = changed;
        return new FakeAnswer(200, Json(changed));
    }

    private FakeAnswer Change(FakePull? pull, Action<FakePull> change) => Replace(pull, p =>
    {
        change(p);
        return p;
    });

    private FakePull? Pull(string number) => Pulls.FirstOrDefault(p => p.Number == Number(number));

    private string ShaOf(FakePull pull) => pull.Sha.Length > 0 ? pull.Sha : Branches.GetValueOrDefault(pull.Head, "");

    private static void Add(List<string> list, JsonNode names)
    {
        foreach (var name in names.AsArray().Select(n => (string)n!).Where(n => !list.Contains(n))) list.Add(name);
    }

    private static FakeAnswer Invalid(string resource, string field, string problem) => new(422, new JsonObject
    {
        ["message"] = "Validation Failed",
        ["errors"] = new JsonArray(new JsonObject { ["resource"] = resource, ["field"] = field, ["code"] = problem.Contains(' ', StringComparison.Ordinal) ? "custom" : problem, ["message"] = problem }),
    });

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private JsonObject Json(FakeComment comment) => new()
    {
        ["id"] = comment.Id, ["user"] = Named("login", comment.Login), ["html_url"] = $"{Origin}/{Repository}/pull/{comment.PullRequest}#issuecomment-{comment.Id}", ["body"] = comment.Body,
    };

    private JsonObject Json(FakePull pull) => new()
    {
        ["number"] = pull.Number, ["state"] = pull.State, ["title"] = pull.Title, ["body"] = pull.Body, ["html_url"] = $"{Origin}/{Repository}/pull/{pull.Number}",
        ["head"] = new JsonObject { ["ref"] = pull.Head, ["sha"] = ShaOf(pull), ["repo"] = pull.From is null ? null : Named("full_name", pull.From) },
        ["base"] = new JsonObject { ["ref"] = pull.Base, ["sha"] = Branches.GetValueOrDefault(pull.Base, ""), ["repo"] = Named("full_name", Repository) },
        ["user"] = Named("login", pull.Login),
        ["labels"] = new JsonArray([.. pull.Labels.Select(l => (JsonNode)Named("name", l))]),
        ["requested_reviewers"] = new JsonArray([.. pull.Reviewers.Select(l => (JsonNode)Named("login", l))]),
    };
}
