using System.Globalization;
using System.Text.Json.Nodes;

namespace MLOpsBuild.Tests.GitHub;

/// <summary>A check run that the fake keeps, with all annotations that were added.</summary>
internal sealed record FakeCheck(long Id, string Slug, string Sha, string Name, string ExternalId)
{
    public string Status { get; set; } = "";

    public string? Conclusion { get; set; }

    public string Title { get; set; } = "";

    public string Summary { get; set; } = "";

    public List<JsonNode> Annotations { get; } = [];
}

/// <summary>A status that the fake keeps.</summary>
internal sealed record FakeStatus(string Sha, string State, string Context, string Description, string? TargetUrl);

/// <summary>Branches, check runs and statuses.</summary>
internal sealed partial class FakeGitHub
{
    /// <summary>Commits by branch.</summary>
    public Dictionary<string, string> Branches { get; } = new(StringComparer.Ordinal) { ["main"] = new string('a', 40) };

    /// <summary>Commits that are not ahead of what a branch points to.</summary>
    public HashSet<string> Diverged { get; } = new(StringComparer.Ordinal);

    public List<FakeCheck> Checks { get; } = [];

    public List<FakeStatus> Statuses { get; } = [];

    private FakeAnswer? AnswerCommits(FakeRequest request, string[] parts, string login) => (request.Method, parts) switch
    {
        ("GET", ["commits", var sha, "check-runs"]) => new FakeAnswer(200, new JsonObject { ["total_count"] = 1, ["check_runs"] = new JsonArray([.. LatestChecks(sha, request.Query["check_name"]).Select(Json)]) }) { List = "check_runs" },
        ("POST", ["check-runs"]) => AddCheck(request, login),
        ("PATCH", ["check-runs", var id]) => ChangeCheck(request, Checks.Single(c => c.Id == long.Parse(id, CultureInfo.InvariantCulture)), 200),
        ("GET", ["commits", var sha, "statuses"]) => List(Statuses.Where(s => s.Sha == sha).Reverse(), Json),
        ("POST", ["statuses", var sha]) => AddStatus(request, sha),
        ("GET", ["git", "ref", "heads", .. var name]) => Branches.TryGetValue(string.Join('/', name), out var sha) ? new FakeAnswer(200, Json(string.Join('/', name), sha)) : Message(404, "Not Found"),
        ("POST", ["git", "refs"]) => SetBranch(request.Text("ref")["refs/heads/".Length..], request.Text("sha"), isNew: true),
        ("PATCH", ["git", "refs", "heads", .. var name]) => SetBranch(string.Join('/', name), request.Text("sha"), isNew: false),
        _ => null,
    };

    // As GitHub: the latest of each App.
    private IEnumerable<FakeCheck> LatestChecks(string sha, string name) => Checks.Where(c => c.Sha == sha && c.Name == name).GroupBy(c => c.Slug).Select(g => g.Last());

    private FakeAnswer AddCheck(FakeRequest request, string login)
    {
        if (!login.EndsWith("[bot]", StringComparison.Ordinal)) return Message(403, "You must authenticate via a GitHub App.");
        var check = new FakeCheck(++_ids, login[..^"[bot]".Length], request.Text("head_sha"), request.Text("name"), request.Text("external_id"));
        Checks.Add(check);
        return ChangeCheck(request, check, 201);
    }

    private FakeAnswer ChangeCheck(FakeRequest request, FakeCheck check, int status)
    {
        var annotations = request.Body!["output"]!["annotations"]!.AsArray();
        if (annotations.Count > 50) return Message(422, "Invalid request. No more than 50 items are allowed.");
        check.Status = request.Text("status");
        check.Conclusion = (string?)request.Body["conclusion"];
        if (check.Status == "completed" && check.Conclusion is null) return Invalid("CheckRun", "conclusion", "missing");
        check.Title = (string)request.Body["output"]!["title"]!;
        check.Summary = (string)request.Body["output"]!["summary"]!;
        check.Annotations.AddRange(annotations.Select(a => a!.DeepClone()));
        return new FakeAnswer(status, Json(check));
    }

    private FakeAnswer AddStatus(FakeRequest request, string sha)
    {
        if (request.Text("description").Length > 140) return Invalid("Status", "description", "description is too long (maximum is 140 characters)");
        Statuses.Add(new FakeStatus(sha, request.Text("state"), request.Text("context"), request.Text("description"), (string?)request.Body!["target_url"]));
        return new FakeAnswer(201, Json(Statuses[^1]));
    }

    private FakeAnswer SetBranch(string name, string sha, bool isNew)
    {
        if (isNew && Branches.ContainsKey(name)) return Message(422, "Reference already exists");
        if (!isNew && Diverged.Contains(sha)) return Message(422, "Update is not a fast forward");
        Branches[name] = sha;
        return new FakeAnswer(isNew ? 201 : 200, Json(name, sha));
    }

    private static JsonObject Json(string branch, string sha) => new() { ["ref"] = "refs/heads/" + branch, ["object"] = Named("sha", sha) };

    private static JsonNode Json(FakeStatus status) => new JsonObject
    {
        ["state"] = status.State, ["context"] = status.Context, ["description"] = status.Description, ["target_url"] = status.TargetUrl,
    };

    private static JsonNode Json(FakeCheck check) => new JsonObject
    {
        ["id"] = check.Id, ["name"] = check.Name, ["head_sha"] = check.Sha, ["external_id"] = check.ExternalId, ["status"] = check.Status, ["conclusion"] = check.Conclusion,
        ["output"] = Named("annotations_count", check.Annotations.Count), ["app"] = Named("slug", check.Slug),
    };
}
