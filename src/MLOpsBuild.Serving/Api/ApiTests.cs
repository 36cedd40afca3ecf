using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Serving.Api;

/// <summary>
/// A suite against a running server: it speaks the protocol, knows its model, gives the offline predictions to the last bit over both endpoints,
/// and refuses what it must refuse. It posts events, so it is meant for a server that nobody else relies on.
/// </summary>
public static class ApiTests
{
    private const string Gate = "api";

    /// <summary>Runs every check and reports each one: an error finding for what is wrong, an info finding for what is right.</summary>
    /// <returns>
    /// Fail when a check fails, hold when no row with a score was asked for, error when the server cannot be reached or the expectation contradicts itself.
    /// </returns>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public static async Task<GateResult> RunAsync(Uri server, ApiExpectation expectation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(expectation);
        if (Contradiction(expectation) is { } contradiction) return GateResult.Error(Gate, contradiction);
        using var client = new ApiClient(server);
        var report = new ApiReport();
        try
        {
            await ProtocolChecks.RunAsync(client, expectation, report, cancellationToken).ConfigureAwait(false);
            await new PredictionChecks(client, expectation, report).RunAsync(cancellationToken).ConfigureAwait(false);
            await RefusalChecks.RunAsync(client, expectation, report, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException unreachable)
        {
            return GateResult.Error(Gate, $"The server at {server} did not answer: {unreachable.Message}");
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return GateResult.Error(Gate, $"The server at {server} did not answer in time.");
        }

        return Judge(report, expectation);
    }

    private static GateResult Judge(ApiReport report, ApiExpectation expectation)
    {
        var rows = expectation.Steps.OfType<ApiRows>().SelectMany(step => step.Rows).ToList();
        var scored = rows.Count(row => row.Scores is not null);
        if (expectation.Events.Count > 0 && scored == rows.Count)
        {
            report.Warn("history-missing", "No row without history was asked for, so its error was not tried.");
        }

        if (report.Failed > 0) return GateResult.From(Gate, $"{report.Failed} of {report.Run} checks of the server failed.", report.Findings);
        if (scored == 0) return new GateResult(Gate, Verdict.Hold, "No row with a known score was asked for.", report.Findings);
        return GateResult.From(Gate, $"The server passed {report.Run} checks and gave {scored} offline predictions exactly.", report.Findings);
    }

    private static string? Contradiction(ApiExpectation expectation)
    {
        foreach (var step in expectation.Steps)
        {
            if (step is ApiEvents events && expectation.Events.All(kind => kind.Kind != events.Kind))
            {
                return $"A step posts events of the kind '{events.Kind}', which the expectation does not list.";
            }

            if (step is ApiRows rows && rows.Rows.Any(row => row.Values.Count != expectation.Inputs.Count))
            {
                return $"A row has not one value for each of the {expectation.Inputs.Count} inputs.";
            }

            var outputs = Math.Max(1, expectation.Classes.Count);
            if (step is ApiRows scored && scored.Rows.Any(row => row.Scores is { } scores && scores.Count != outputs)) return $"A row's prediction has not {outputs} numbers.";
        }

        return null;
    }
}
