using System.Text;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Serving.Api;

/// <summary>What a server must refuse, and with which status.</summary>
internal static class RefusalChecks
{
    private const string NoSuchField = "no-such-field";

    public static async Task RunAsync(ApiClient client, ApiExpectation expectation, ApiReport report, CancellationToken cancellationToken)
    {
        var infer = $"/v2/models/{Uri.EscapeDataString(expectation.Model)}/infer";
        await GetAsync("unknown-model", "/v2/models/no-such-model").ConfigureAwait(false);
        await GetAsync("unknown-version", $"/v2/models/{Uri.EscapeDataString(expectation.Model)}/versions/no-such-version").ConfigureAwait(false);
        await CheckAsync("unknown-model", "/v2/models/no-such-model/infer", 404, "{}").ConfigureAwait(false);
        await CheckAsync("unknown-event", "/events/no-such-kind", 404, "{}").ConfigureAwait(false);
        foreach (var path in new[] { "/predict", infer })
        {
            await CheckAsync("not-json", path, 400, "{").ConfigureAwait(false);
            await CheckAsync("empty", path, 400, "").ConfigureAwait(false);
            await CheckAsync("deep", path, 400, new string('[', 2000)).ConfigureAwait(false);
            await CheckAsync("content-type", path, 415, "{}", "text/plain").ConfigureAwait(false);
            if (expectation.MaxBodyBytes is { } most) await CheckAsync("too-large", path, 413, new string(' ', most + 1)).ConfigureAwait(false);
        }

        await CheckAsync("no-rows", "/predict", 400, """{"rows":[]}""").ConfigureAwait(false);
        await CheckAsync("duplicate-key", "/predict", 400, """{"rows":[],"rows":[]}""").ConfigureAwait(false);
        await CheckAsync("unknown-key", infer, 400, """{"inputs":[],"no-such-key":1}""").ConfigureAwait(false);
        await UnknownFieldsAsync(client, infer, expectation, report, cancellationToken).ConfigureAwait(false);
        await SpoiltRowsAsync(client, expectation, report, cancellationToken).ConfigureAwait(false);

        async Task CheckAsync(string rule, string path, int status, string body, string type = "application/json")
        {
            var reply = await client.PostAsync(path, Encoding.UTF8.GetBytes(body), cancellationToken, type).ConfigureAwait(false);
            report.Note(rule, "POST " + path, reply.Unless(status));
        }

        async Task GetAsync(string rule, string path) =>
            report.Note(rule, "GET " + path, (await client.GetAsync(path, cancellationToken).ConfigureAwait(false)).Unless(404));
    }

    /// <summary>The error for an unknown field must help: it lists every known one.</summary>
    private static async Task UnknownFieldsAsync(ApiClient client, string infer, ApiExpectation expectation, ApiReport report, CancellationToken cancellationToken)
    {
        foreach (var (path, body) in new[]
        {
            ("/predict", $$"""[{"{{NoSuchField}}":1}]"""),
            (infer, $$"""{"inputs":[{"name":"{{NoSuchField}}","shape":[1],"datatype":"FP64","data":[1]}]}"""),
        })
        {
            var reply = await client.PostAsync(path, Encoding.UTF8.GetBytes(body), cancellationToken).ConfigureAwait(false);
            var unnamed = expectation.Inputs.FirstOrDefault(field => reply.Error?.Contains(field.Name, StringComparison.Ordinal) != true);
            var unhelpful = unnamed is null ? null : $"The error does not list the field '{unnamed.Name}': {reply.Start}";
            report.Note("unknown-field", "POST " + path, reply.Unless(400) ?? unhelpful);
        }
    }

    private static async Task SpoiltRowsAsync(ApiClient client, ApiExpectation expectation, ApiReport report, CancellationToken cancellationToken)
    {
        IReadOnlyList<Cell>? row = expectation.Steps.OfType<ApiRows>().SelectMany(step => step.Rows).FirstOrDefault()?.Values;
        if (row is null) return;
        for (var i = 0; i < expectation.Inputs.Count; i++)
        {
            var field = expectation.Inputs[i];
            await CheckAsync("wrong-type", field.Name, i, leaveOut: false).ConfigureAwait(false);
            if (!field.Optional) await CheckAsync("missing-field", field.Name, i, leaveOut: true).ConfigureAwait(false);
        }

        async Task CheckAsync(string rule, string name, int at, bool leaveOut)
        {
            var body = ApiBodies.Spoilt(expectation.Inputs, row, at, leaveOut);
            var reply = await client.PostAsync("/predict", body, cancellationToken).ConfigureAwait(false);
            var named = reply.Error?.Contains($"'{name}'", StringComparison.Ordinal) == true;
            report.Note(rule, $"POST /predict, {name}", reply.Unless(400) ?? (named ? null : $"The error does not name the field: {reply.Start}"));
        }
    }
}
