using System.Text.Json.Nodes;

namespace MLOpsBuild.Verdicts.Tests.Formats;

/// <summary>What SARIF 2.1.0 demands of the objects that a log of ours has: its schema allows no other keys, and these values only (OASIS, sections 3.13 to 3.59).</summary>
internal static class SarifShape
{
    private static readonly Dictionary<string, string[]> Keys = new(StringComparer.Ordinal)
    {
        ["log"] = ["$schema", "version", "runs"],
        ["run"] = ["tool", "invocations", "columnKind", "results", "artifacts", "properties"],
        ["driver"] = ["name", "version", "semanticVersion", "informationUri", "rules"],
        ["rule"] = ["id", "name", "shortDescription", "fullDescription", "help", "helpUri", "defaultConfiguration", "properties"],
        ["invocation"] = ["executionSuccessful", "toolExecutionNotifications", "exitCode"],
        ["notification"] = ["level", "message", "descriptor"],
        ["result"] = ["ruleId", "ruleIndex", "kind", "level", "message", "locations", "partialFingerprints", "properties"],
        ["location"] = ["physicalLocation", "logicalLocations"],
        ["physical"] = ["artifactLocation", "region"],
        ["artifact"] = ["uri", "uriBaseId"],
        ["region"] = ["startLine", "startColumn", "endLine", "endColumn"],
        ["logical"] = ["name", "fullyQualifiedName", "kind"],
        ["message"] = ["text"],
    };

    /// <summary>The only run of a log that has the shape.</summary>
    public static JsonObject Check(byte[] utf8)
    {
        var log = Of(JsonNode.Parse(utf8), "log");
        Assert.Equal("2.1.0", (string)log["version"]!);
        var run = Of(Assert.Single(log["runs"]!.AsArray()), "run");
        var driver = Of(run["tool"]!["driver"], "driver");
        Assert.NotEqual("", (string)driver["name"]!);
        string[] rules = [.. driver["rules"]!.AsArray().Select(Rule)];
        Assert.Equal(rules.Length, rules.Distinct().Count());
        Assert.Contains((string)run["columnKind"]!, new[] { "utf16CodeUnits", "unicodeCodePoints" });
        Assert.All(run["invocations"]!.AsArray(), Invocation);
        Assert.All(run["results"]!.AsArray(), r => Result(r, rules));
        return run;
    }

    private static string Rule(JsonNode? node)
    {
        var rule = Of(node, "rule");
        foreach (var text in new[] { "shortDescription", "fullDescription", "help" }) Text(rule[text]);
        return (string)rule["id"]!;
    }

    private static void Invocation(JsonNode? node)
    {
        var invocation = Of(node, "invocation");
        Assert.IsType<bool>(invocation["executionSuccessful"]!.GetValue<bool>());
        foreach (var notification in invocation["toolExecutionNotifications"]!.AsArray()) Text(Of(notification, "notification")["message"]);
    }

    private static void Result(JsonNode? node, string[] rules)
    {
        var result = Of(node, "result");
        Assert.Equal((string)result["ruleId"]!, rules[(int)result["ruleIndex"]!]);
        var (kind, level) = ((string)result["kind"]!, (string)result["level"]!);
        Assert.Contains(kind, new[] { "notApplicable", "pass", "fail", "review", "open", "informational" });
        Assert.Contains(level, new[] { "none", "note", "warning", "error" });
        // 3.27.10: with any kind but fail the level is none.
        Assert.True(kind == "fail" || level == "none");
        Text(result["message"]);
        foreach (var location in result["locations"]!.AsArray()) Location(Of(location, "location"));
        foreach (var (_, value) in result["partialFingerprints"]!.AsObject()) Assert.IsType<string>(value!.GetValue<string>());
    }

    private static void Location(JsonObject location)
    {
        var physical = Of(location["physicalLocation"], "physical");
        var uri = (string)Of(physical["artifactLocation"], "artifact")["uri"]!;
        Assert.True(Uri.IsWellFormedUriString(uri, UriKind.Relative) && !uri.StartsWith('/'), uri);
        foreach (var (_, value) in Of(physical["region"], "region")) Assert.True((int)value! >= 1);
        foreach (var logical in location["logicalLocations"]!.AsArray()) Of(logical, "logical");
    }

    private static void Text(JsonNode? message) => Assert.NotEqual("", (string)Of(message, "message")["text"]!);

    private static JsonObject Of(JsonNode? node, string shape)
    {
        var found = node!.AsObject();
        Assert.Subset(Keys[shape].ToHashSet(), found.Select(member => member.Key).ToHashSet());
        return found;
    }
}
