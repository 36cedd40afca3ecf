using System.Text;
using System.Text.Json.Nodes;

namespace MLOpsBuild.Integration.Tests.GitHub;

/// <summary>GitHub's own description of its API, cut to what we call, so that a server that validates against it starts quickly.</summary>
internal static class GitHubDescription
{
    private static readonly string[] MediaTypes = ["application/vnd.github+json", "application/vnd.github.v3+json"];
    private const string FileExample = "content-file-response-if-content-is-a-file";
    private static readonly string[] Operations = ["get", "post", "patch", "put", "delete"];

    /// <summary>Reads the description and writes the cut one.</summary>
    /// <param name="source">GitHub's file.</param>
    /// <param name="target">Where the cut one goes.</param>
    /// <param name="paths">The paths to keep, as the description writes them.</param>
    public static void Cut(string source, string target, IReadOnlyCollection<string> paths)
    {
        var description = JsonNode.Parse(File.ReadAllBytes(source))!.AsObject();
        description["components"]!["examples"]![FileExample]!["value"]!["content"] = "bW9kZWw="; // GitHub's own has its line breaks escaped twice, so it is no Base64
        var all = description["paths"]!.AsObject();
        var unknown = paths.Where(p => !all.ContainsKey(p)).ToArray();
        Assert.True(unknown.Length == 0, $"GitHub describes no {string.Join(", ", unknown)}");
        foreach (var name in all.Select(p => p.Key).Where(p => !paths.Contains(p)).ToArray()) all.Remove(name);
        description.Remove("webhooks");
        description.Remove("x-webhooks");

        foreach (var response in description["components"]!["responses"]!.AsObject()) Amend(response.Value!.AsObject());
        foreach (var operation in all.SelectMany(p => p.Value!.AsObject()).Where(o => Operations.Contains(o.Key)))
        {
            operation.Value!.AsObject().Remove("servers"); // uploads have a host of their own, which one server cannot be
            foreach (var response in operation.Value["responses"]!.AsObject()) Amend(response.Value!.AsObject());
        }

        // A branch is several segments for GitHub and one value for Prism.
        foreach (var name in all.Select(p => p.Key).Where(p => p.EndsWith("/{ref}", StringComparison.Ordinal)).ToArray())
        {
            all[name.Replace("{ref}", "heads/{ref}", StringComparison.Ordinal)] = all[name]!.DeepClone();
            all.Remove(name);
        }

        File.WriteAllText(target, description.ToJsonString(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    // GitHub answers with its own media types though the description says JSON, and the description's examples of links lead to api.github.com.
    private static void Amend(JsonObject response)
    {
        response.Remove("headers");
        if (response["content"] is not JsonObject content || content["application/json"] is not { } json) return;
        foreach (var type in MediaTypes.Where(t => !content.ContainsKey(t))) content[type] = json.DeepClone();
    }
}
