using System.Text.Json;
using MLOpsBuild.Pipelines.Features;
using MLOpsBuild.Serving.Histories;
using MLOpsBuild.Serving.Requests;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Serving.Endpoints;

/// <summary><c>POST /events/{kind}</c> and <c>GET /history</c>: keeps the history up to date and says how far it reaches.</summary>
internal static class EventEndpoints
{
    /// <summary>Reads everything before anything is applied: a malformed batch changes nothing.</summary>
    public static async ValueTask<Answer> TakeAsync(ServerState state, Exchange exchange)
    {
        var name = (string)exchange.Http.Request.RouteValues["kind"]!;
        var known = exchange.Service.Model.Features.Events;
        if (known.FirstOrDefault(kind => kind.Kind == name) is not { } kind)
        {
            var kinds = known.Count == 0 ? "the model's features look at no events" : "there are " + Words.List(known.Select(kind => kind.Kind));
            return Answer.Of(new Refusal(404, $"The kind of event '{name}' is unknown; {kinds}."));
        }

        if (Read(state.Options, exchange, kind, out var events) is { } refusal) return Answer.Of(refusal);
        var result = await state.Intake.TakeAsync(() => HistoryFor(state, exchange), kind, events, exchange.Http.RequestAborted).ConfigureAwait(false);
        if (result is null) return Answer.Of(new Refusal(503, "Another model came into service meanwhile; no event was taken. Post them again."));
        state.Metrics.Took(kind.Kind, result.Accepted, result.Refused.Count);
        return Answer.Of(result.Accepted > 0 ? 200 : 422, json => Write(json, result));
    }

    public static void WriteHistory(Utf8JsonWriter json, ServerState state)
    {
        var service = state.Current;
        AsOf.Write(json, service.History.AsOf);
        json.WriteBoolean("journal", state.Intake.HasJournal);
        json.WriteStartArray("events");
        foreach (var kind in service.Model.Features.Events)
        {
            json.WriteStartObject();
            json.WriteString("kind", kind.Kind);
            json.WriteStartArray("fields");
            foreach (var field in kind.Fields)
            {
                json.WriteStartObject();
                json.WriteString("name", field.Name);
                json.WriteString("type", Words.Of(field.Type));
                json.WriteBoolean("optional", field.Optional);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // The events were read by the fields of the features that the request found; other features may want other fields.
    private static HistoryOwner? HistoryFor(ServerState state, Exchange exchange)
    {
        var current = state.Current;
        return ReferenceEquals(current.Model.Features, exchange.Service.Model.Features) ? current.History : null;
    }

    private static Refusal? Read(ServerOptions options, Exchange exchange, EventKind kind, out List<Cell[]> events)
    {
        var reader = new RecordReader(kind.Fields);
        if (exchange.IsLines) return RecordsRequest.ReadLines(exchange.Body, reader, options.MaxRows, options.MaxDepth, out events);
        events = [];
        if (JsonBody.Parse(exchange.Body, options.MaxDepth, out var document) is { } refusal) return refusal;
        using (document) return RecordsRequest.ReadEvents(document!.RootElement, reader, options.MaxRows, out events);
    }

    private static void Write(Utf8JsonWriter json, IntakeResult result)
    {
        if (result.Accepted == 0) json.WriteString("error", "No event was accepted.");
        json.WriteNumber("accepted", result.Accepted);
        json.WriteNumber("refused", result.Refused.Count);
        AsOf.Write(json, result.AsOf);
        json.WriteStartArray("errors");
        foreach (var (position, error) in result.Refused)
        {
            json.WriteStartObject();
            json.WriteNumber("event", position);
            json.WriteString("error", error);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
