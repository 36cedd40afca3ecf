using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using System.Text;
using System.Text.Json;
using MLOpsBuild.Serving.Measurement;
using MLOpsBuild.Serving.OpenInference;
using MLOpsBuild.Serving.Requests;

namespace MLOpsBuild.Serving.Endpoints;

/// <summary>The server's paths.</summary>
internal static class Routes
{
    private static readonly string[] Models = ["/v2/models/{model}", "/v2/models/{model}/versions/{version}"];

    public static void Map(IEndpointRouteBuilder routes, ServerState state)
    {
        MapHealth(routes, state);
        MapModel(routes, state);
        var gateway = new Gateway(state);
        routes.MapPost("/predict", gateway.Post("predict", lines: false, exchange =>
            ValueTask.FromResult(gateway.WithJson(exchange, body => PredictEndpoint.Handle(exchange.Service, body, state.Options.MaxRows)))));
        routes.MapPost("/explain", gateway.Post("explain", lines: false, exchange =>
            ValueTask.FromResult(gateway.WithJson(exchange, body => ExplainEndpoint.Handle(exchange.Service, body, state.Options.MaxExplainedRows)))));
        routes.MapPost("/events/{kind}", gateway.Post("events", lines: true, exchange => EventEndpoints.TakeAsync(state, exchange)));
        routes.MapGet("/openapi.json", Get(_ => new Answer(200, ApiDocument.Of(state.Current.Model))));
        routes.MapGet("/history", Get(_ => Answer.Of(200, json => EventEndpoints.WriteHistory(json, state))));
        routes.MapGet("/metrics", (RequestDelegate)(http => SendMetricsAsync(http, state)));
        routes.MapFallback(Get(http => Answer.Of(new Refusal(404, Nothing(http.Request)))));
    }

    private static void MapHealth(IEndpointRouteBuilder routes, ServerState state)
    {
        routes.MapGet("/v2", Get(_ => Answer.Of(200, Metadata.WriteServer)));
        routes.MapGet("/v2/health/live", Get(_ => Answer.Of(200, json => json.WriteBoolean("live", true))));
        routes.MapGet("/v2/health/ready", Get(_ => Ready(state, _ => { })));
    }

    private static void MapModel(IEndpointRouteBuilder routes, ServerState state)
    {
        var gateway = new Gateway(state);
        foreach (var path in Models)
        {
            routes.MapGet(path, Get(http => Unknown(http, state.Current.Model) ?? Answer.Of(200, json => Metadata.WriteModel(json, state.Current.Model))));
            routes.MapGet(path + "/ready", Get(http =>
                Unknown(http, state.Current.Model) ?? Ready(state, json => json.WriteString("name", state.Current.Model.Name))));
            routes.MapPost(path + "/infer", gateway.Post("infer", lines: false, exchange => ValueTask.FromResult(
                Unknown(exchange.Http, exchange.Service.Model)
                ?? gateway.WithJson(exchange, body => InferEndpoint.Handle(exchange.Service, body, state.Options.MaxRows)))));
        }
    }

    private static Answer Ready(ServerState state, Action<Utf8JsonWriter> first)
    {
        var ready = state.Ready;
        return Answer.Of(ready ? 200 : 503, json =>
        {
            first(json);
            json.WriteBoolean("ready", ready);
        });
    }

    private static Answer? Unknown(HttpContext http, ServedModel served)
    {
        var (model, version) = ((string?)http.Request.RouteValues["model"], (string?)http.Request.RouteValues["version"]);
        if (model != served.Name) return Answer.Of(new Refusal(404, $"The model '{model}' is unknown; there is {served.Name}."));
        if (version is null || version == served.Version) return null;
        return Answer.Of(new Refusal(404, $"The version '{version}' of {served.Name} is not served; there is {served.Version}."));
    }

    private static RequestDelegate Get(Func<HttpContext, Answer> handle) => http => Gateway.SendAsync(http, handle(http));

    private static async Task SendMetricsAsync(HttpContext http, ServerState state)
    {
        http.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(PrometheusText.Of(state.Metrics)), http.RequestAborted).ConfigureAwait(false);
    }

    private static string Nothing(HttpRequest request) =>
        $"There is nothing at {request.Method} {request.Path}; there are GET /v2, /v2/health/live, /v2/health/ready, /v2/models/{{model}}, /history, /metrics, /openapi.json "
        + "and POST /predict, /explain, /events/{kind}, /v2/models/{model}/infer.";
}
