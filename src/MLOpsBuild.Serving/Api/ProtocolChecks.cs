using System.Text.Json;
using MLOpsBuild.Serving.OpenInference;

namespace MLOpsBuild.Serving.Api;

/// <summary>Health, metadata and metrics.</summary>
internal static class ProtocolChecks
{
    public static async Task RunAsync(ApiClient client, ApiExpectation expectation, ApiReport report, CancellationToken cancellationToken)
    {
        var model = "/v2/models/" + Uri.EscapeDataString(expectation.Model);
        var version = model + "/versions/" + Uri.EscapeDataString(expectation.Version);
        await CheckAsync("live", "/v2/health/live", reply => Is(reply, "live", JsonValueKind.True)).ConfigureAwait(false);
        await CheckAsync("ready", "/v2/health/ready", reply => Is(reply, "ready", JsonValueKind.True)).ConfigureAwait(false);
        await CheckAsync("server-metadata", "/v2", ServerMetadata).ConfigureAwait(false);
        foreach (var path in new[] { model, version })
        {
            await CheckAsync("model-ready", path + "/ready", reply => Is(reply, "ready", JsonValueKind.True) ?? Named(reply, expectation)).ConfigureAwait(false);
            await CheckAsync("model-metadata", path, reply => Named(reply, expectation) ?? Signature(reply, expectation)).ConfigureAwait(false);
        }

        var metrics = await client.GetAsync("/metrics", cancellationToken).ConfigureAwait(false);
        var exposed = metrics.Status == 200 && metrics.Text.Contains("# TYPE ", StringComparison.Ordinal);
        report.Note("metrics", "GET /metrics", exposed ? null : $"The answer was {metrics.Status}: {metrics.Start}");

        async Task CheckAsync(string rule, string path, Func<ApiReply, string?> check)
        {
            var reply = await client.GetAsync(path, cancellationToken).ConfigureAwait(false);
            report.Note(rule, "GET " + path, reply.Unless(200) ?? check(reply));
        }
    }

    private static string? ServerMetadata(ApiReply reply) => Is(reply, "name", JsonValueKind.String) ?? Is(reply, "extensions", JsonValueKind.Array);

    private static string? Is(ApiReply reply, string name, JsonValueKind kind) =>
        reply[name]?.ValueKind == kind ? null : $"The answer has no '{name}' of kind {kind}: {reply.Start}";

    private static string? Named(ApiReply reply, ApiExpectation expectation) =>
        reply["name"]?.ToString() == expectation.Model ? null : $"The answer does not name {expectation.Model}: {reply.Start}";

    private static string? Signature(ApiReply reply, ApiExpectation expectation)
    {
        var versions = Texts(reply["versions"], item => item.ToString());
        if (!versions.Contains(expectation.Version)) return $"The version {expectation.Version} is not among the versions: {reply.Start}";
        var wanted = expectation.Inputs.Select(field => $"{field.Name}:{Datatypes.Of(field.Type)}").ToList();
        var found = Texts(reply["inputs"], Tensor);
        if (!wanted.SequenceEqual(found)) return $"The inputs are {Words.List(found)}; expected were {Words.List(wanted)}.";
        var output = expectation.Classes.Count == 0 ? "score:FP64" : "probabilities:FP64";
        return Texts(reply["outputs"], Tensor).Contains(output) ? null : $"There is no output {output.Replace(":", " of ", StringComparison.Ordinal)}: {reply.Start}";
    }

    private static string Tensor(JsonElement tensor) => tensor.ValueKind is JsonValueKind.Object
        && tensor.TryGetProperty("name", out var name) && tensor.TryGetProperty("datatype", out var datatype)
            ? $"{name}:{datatype}"
            : "?";

    private static List<string> Texts(JsonElement? array, Func<JsonElement, string> text) =>
        array is { ValueKind: JsonValueKind.Array } items ? [.. items.EnumerateArray().Select(text)] : [];
}
