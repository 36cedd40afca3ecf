using System.Globalization;
using System.Text.Json;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Serving.Api;

/// <summary>Posts the expectation's events and compares scores with the offline predictions over both endpoints.</summary>
internal sealed class PredictionChecks(ApiClient client, ApiExpectation expectation, ApiReport report)
{
    private const int RowsAtOnce = 500;
    private readonly ApiScores _answers = new(expectation.Classes);
    private readonly string _infer = $"/v2/models/{Uri.EscapeDataString(expectation.Model)}/infer";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < expectation.Steps.Count; i++)
        {
            var place = $"step {i}";
            if (expectation.Steps[i] is ApiEvents events) await PostAsync(events, place, cancellationToken).ConfigureAwait(false);
            if (expectation.Steps[i] is not ApiRows rows) continue;
            foreach (var chunk in rows.Rows.Chunk(RowsAtOnce)) await AskAsync(chunk, place, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task PostAsync(ApiEvents step, string place, CancellationToken cancellationToken)
    {
        var kind = expectation.Events.First(kind => kind.Kind == step.Kind);
        foreach (var chunk in step.Events.Chunk(RowsAtOnce))
        {
            var body = ApiBodies.Records("events", kind.Fields, chunk);
            var reply = await client.PostAsync("/events/" + Uri.EscapeDataString(kind.Kind), body, cancellationToken).ConfigureAwait(false);
            var accepted = reply["accepted"] is { ValueKind: JsonValueKind.Number } count ? count.GetDouble() : double.NaN;
            var all = accepted.Equals(chunk.Length);
            report.Note("events", place, reply.Unless(200) ?? (all ? null : $"Not all of {chunk.Length} events were accepted: {reply.Start}"));
        }
    }

    private async Task AskAsync(ApiRow[] rows, string place, CancellationToken cancellationToken)
    {
        IReadOnlyList<Cell>[] values = [.. rows.Select(row => row.Values)];
        var plain = await client.PostAsync("/predict", ApiBodies.Records("rows", expectation.Inputs, values), cancellationToken).ConfigureAwait(false);
        report.Note("scores", $"{place}, POST /predict", plain.Unless(200) ?? Compare(rows, _answers.Plain(plain)));
        foreach (var nested in new[] { false, true })
        {
            var partial = await InferAsync(values, partial: true, nested, cancellationToken).ConfigureAwait(false);
            report.Note("scores", $"{place}, POST {_infer}, {(nested ? "nested" : "flat")} data", partial.Unless(200) ?? Compare(rows, _answers.Tensor(partial)));
        }

        var strict = await InferAsync(values, partial: false, nested: false, cancellationToken).ConfigureAwait(false);
        var (rule, wrong) = rows.Any(row => row.Scores is null)
            ? ("history-missing", strict.Unless(422))
            : ("scores", strict.Unless(200) ?? Compare(rows, _answers.Tensor(strict)));
        report.Note(rule, $"{place}, POST {_infer}, not partial", wrong);
    }

    private Task<ApiReply> InferAsync(IReadOnlyList<Cell>[] values, bool partial, bool nested, CancellationToken cancellationToken) =>
        client.PostAsync(_infer, ApiBodies.Infer(expectation.Inputs, values, partial, nested), cancellationToken);

    private static string? Compare(ApiRow[] rows, List<double[]?> found)
    {
        if (found.Count != rows.Length) return $"{rows.Length} rows were asked for and {found.Count} answered.";
        var wrong = Enumerable.Range(0, rows.Length).Where(i => !Same(rows[i].Scores, found[i])).ToList();
        if (wrong.Count == 0) return null;
        var (first, wanted) = (wrong[0], rows[wrong[0]].Scores);
        return $"{wrong.Count} of {rows.Length} rows differ from the offline predictions; row {first}: {Text(found[first])} instead of {Text(wanted)}.";
    }

    private static bool Same(IReadOnlyList<double>? wanted, double[]? found) => wanted is null ? found is null : found is not null && wanted.SequenceEqual(found);

    private static string Text(IReadOnlyList<double>? scores) =>
        scores is null ? "an error" : string.Join(", ", scores.Select(score => score.ToString("R", CultureInfo.InvariantCulture)));
}
