using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace MLOpsBuild.Tests.GitHub;

/// <summary>Apps, workflows, deployments, releases and files.</summary>
internal sealed partial class FakeGitHub
{
    /// <summary>The public key of the App <c>acme-models</c>, and its number.</summary>
    public (string Id, RSA Key)? App { get; set; }

    /// <summary>When the App's tokens expire.</summary>
    public Func<DateTimeOffset> TokensEnd { get; set; } = () => DateTimeOffset.MaxValue;

    /// <summary>Runs of workflows: the file, the commit.</summary>
    public List<(string Workflow, string Sha)> Runs { get; } = [];

    /// <summary>Dispatches to the repository, with their bodies.</summary>
    public List<JsonNode> Dispatches { get; } = [];

    public List<JsonObject> Deployments { get; } = [];

    public List<JsonObject> DeploymentStatuses { get; } = [];

    public List<JsonObject> Releases { get; } = [];

    public List<JsonObject> Assets { get; } = [];

    /// <summary>Files on every branch.</summary>
    public Dictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    private FakeAnswer? AnswerRest(FakeRequest request, string[] parts) => (request.Method, parts) switch
    {
        ("POST", ["dispatches"]) => Keep(Dispatches, request.Body!.DeepClone(), 204),
        ("POST", ["actions", "workflows", var file, "dispatches"]) => StartRun(file, request.Text("ref")),
        ("GET", ["actions", "workflows", var file, "runs"]) => new FakeAnswer(200, Named("workflow_runs", new JsonArray([.. Runs.Where(r => r.Workflow == file && r.Sha == request.Query["head_sha"]).Select(Json)]))) { List = "workflow_runs" },
        ("GET", ["deployments"]) => List(Deployments.Where(d => (string)d["sha"]! == request.Query["ref"] && (string)d["environment"]! == request.Query["environment"]).Reverse(), d => d.DeepClone()),
        ("POST", ["deployments"]) => Keep(Deployments, new JsonObject { ["id"] = ++_ids, ["sha"] = request.Text("ref"), ["environment"] = request.Text("environment"), ["description"] = request.Text("description") }, 201),
        ("GET", ["deployments", var id, "statuses"]) => List(DeploymentStatuses.Where(s => (string)s["of"]! == id).Reverse(), s => s.DeepClone()),
        ("POST", ["deployments", var id, "statuses"]) => Keep(DeploymentStatuses, new JsonObject { ["of"] = id, ["id"] = ++_ids, ["state"] = request.Text("state"), ["description"] = request.Text("description") }, 201),
        ("GET", ["releases", "tags", .. var tag]) => Releases.Find(r => (string)r["tag_name"]! == string.Join('/', tag)) is { } release ? new FakeAnswer(200, release.DeepClone()) : Message(404, "Not Found"),
        ("POST", ["releases"]) => AddRelease(request.Text("tag_name")),
        ("GET", ["releases", _, "assets"]) => List(Assets, a => a.DeepClone()),
        ("POST", ["releases", _, "assets"]) => Assets.Any(a => (string)a["name"]! == request.Query["name"])
            ? Invalid("ReleaseAsset", "name", "already_exists")
            : Keep(Assets, new JsonObject { ["id"] = ++_ids, ["name"] = request.Query["name"], ["size"] = request.Bytes, ["state"] = "uploaded" }, 201),
        ("DELETE", ["releases", "assets", var id]) => Assets.RemoveAll(a => (long)a["id"]! == long.Parse(id, CultureInfo.InvariantCulture)) == 0 ? Message(404, "Not Found") : new FakeAnswer(204),
        ("GET", ["contents", .. var path]) => Files.TryGetValue(string.Join('/', path), out var bytes)
            ? new FakeAnswer(200, new JsonObject { ["type"] = "file", ["size"] = bytes.Length, ["encoding"] = "base64", ["content"] = Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks) })
            : Message(404, "Not Found"),
        _ => null,
    };

    private FakeAnswer StartRun(string file, string branch)
    {
        if (!Branches.TryGetValue(branch, out var sha)) return Message(422, $"No ref found for: {branch}");
        Runs.Add((file, sha));
        return new FakeAnswer(204);
    }

    private FakeAnswer AddRelease(string tag) => Releases.Any(r => (string)r["tag_name"]! == tag)
        ? Invalid("Release", "tag_name", "already_exists")
        : Keep(Releases, new JsonObject { ["id"] = ++_ids, ["tag_name"] = tag, ["html_url"] = $"{Origin}/{Repository}/releases/{tag}" }, 201);

    private static FakeAnswer Keep<T>(List<T> list, T node, int status)
        where T : JsonNode
    {
        list.Add(node);
        return new FakeAnswer(status, status == 204 ? null : node.DeepClone());
    }

    private JsonNode Json((string Workflow, string Sha) run) => new JsonObject { ["id"] = 1, ["head_sha"] = run.Sha, ["event"] = "workflow_dispatch", ["html_url"] = $"{Origin}/{Repository}/actions/runs/1" };

    private FakeAnswer AnswerApp(FakeRequest request)
    {
        if (App is not { } app || !IsSigned(request.Token, app)) return Message(401, "A JSON web token could not be decoded");
        if (request.Path == "app") return new FakeAnswer(200, Named("slug", "acme-models"));
        if (request.Path == $"repos/{Repository}/installation") return new FakeAnswer(200, Named("id", 7));
        if (request is not { Method: "POST", Path: "app/installations/7/access_tokens" } || (string?)request.Body!["repositories"]![0] != "models") return Message(404, "Not Found");
        var token = $"app-token-{++_ids}";
        Logins[token] = "acme-models[bot]";
        return new FakeAnswer(201, new JsonObject { ["token"] = token, ["expires_at"] = TokensEnd().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) });
    }

    private static bool IsSigned(string token, (string Id, RSA Key) app)
    {
        if (token.Split('.') is not [var header, var claims, var signature]) return false;
        var life = JsonNode.Parse(Base64Url.DecodeFromChars(claims))!;
        return (string)life["iss"]! == app.Id && (long)life["exp"]! - (long)life["iat"]! <= 600
            && app.Key.VerifyData(Encoding.ASCII.GetBytes($"{header}.{claims}"), Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }
}
