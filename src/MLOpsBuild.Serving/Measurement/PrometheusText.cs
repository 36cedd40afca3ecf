using System.Globalization;
using System.Text;

namespace MLOpsBuild.Serving.Measurement;

/// <summary>Writes metrics in the Prometheus text format, version 0.0.4.</summary>
internal sealed class PrometheusText
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;
    private readonly StringBuilder _text = new();

    /// <summary>Everything the server counts. Requests, rows and durations carry the names that Triton's users know as well as our own.</summary>
    public static string Of(ServerMetrics metrics)
    {
        var text = new PrometheusText();
        var requests = metrics.Requests.ToList();
        text.PerStatus(requests);
        text.Durations(requests);
        text.PerModel(requests);
        text.Family("mlops_events_total", "counter", "Events posted, by kind and whether they became part of the history.");
        foreach (var (kind, accepted, count) in metrics.Events)
        {
            text.Sample("mlops_events_total", [("kind", kind), ("outcome", accepted ? "accepted" : "refused")], count.ToString(Invariant));
        }

        text.Family("mlops_requests_in_flight", "gauge", "Predictions and event posts under way.");
        text.Sample("mlops_requests_in_flight", [], metrics.InFlight.ToString(Invariant));
        return text._text.ToString();
    }

    private void PerStatus(List<KeyValuePair<RequestKey, RequestCounts>> requests)
    {
        Family("mlops_requests_total", "counter", "Requests answered.");
        foreach (var (key, counts) in requests)
        {
            (string, string)[] labels = [.. Labels(key), ("endpoint", key.Endpoint), ("status", key.Status.ToString(Invariant))];
            Sample("mlops_requests_total", labels, counts.Requests.ToString(Invariant));
        }
    }

    private void Durations(List<KeyValuePair<RequestKey, RequestCounts>> requests)
    {
        const string name = "mlops_request_duration_seconds";
        Family(name, "histogram", "Time from the request's headers to its answer.");
        foreach (var group in requests.GroupBy(pair => pair.Key with { Status = 0 }))
        {
            (string, string)[] labels = [.. Labels(group.Key), ("endpoint", group.Key.Endpoint)];
            long below = 0;
            for (var i = 0; i < ServerMetrics.Edges.Length; i++)
            {
                below += group.Sum(pair => pair.Value.InBucket(i));
                Sample(name + "_bucket", [.. labels, ("le", ServerMetrics.Edges[i].ToString(Invariant))], below.ToString(Invariant));
            }

            var count = group.Sum(pair => pair.Value.Requests).ToString(Invariant);
            Sample(name + "_bucket", [.. labels, ("le", "+Inf")], count);
            Sample(name + "_sum", labels, group.Sum(pair => pair.Value.Duration.TotalSeconds).ToString(Invariant));
            Sample(name + "_count", labels, count);
        }
    }

    private void PerModel(List<KeyValuePair<RequestKey, RequestCounts>> requests)
    {
        var predictions = requests.Where(pair => pair.Key.Endpoint is "infer" or "predict").ToLookup(pair => (pair.Key.Model, pair.Key.Version));
        Totals("nv_inference_request_success", "Predictions answered with 200.", pair => pair.Key.Status == 200 ? pair.Value.Requests : 0);
        Totals("nv_inference_request_failure", "Predictions answered otherwise.", pair => pair.Key.Status == 200 ? 0 : pair.Value.Requests);
        Totals("nv_inference_count", "Rows asked for.", pair => pair.Value.Rows);
        Totals("nv_inference_request_duration_us", "Time spent on predictions, in microseconds.", pair => (long)pair.Value.Duration.TotalMicroseconds);
        Totals("mlops_row_errors_total", "Rows answered with an error of their own.", pair => pair.Value.FailedRows);

        void Totals(string name, string help, Func<KeyValuePair<RequestKey, RequestCounts>, long> value)
        {
            Family(name, "counter", help);
            foreach (var model in predictions) Sample(name, [("model", model.Key.Model), ("version", model.Key.Version)], model.Sum(value).ToString(Invariant));
        }
    }

    private static (string Name, string Value)[] Labels(RequestKey key) => [("model", key.Model), ("version", key.Version)];

    private void Family(string name, string type, string help) => _text.Append(Invariant, $"# HELP {name} {help}\n# TYPE {name} {type}\n");

    private void Sample(string name, (string Name, string Value)[] labels, string value)
    {
        var inner = string.Join(",", labels.Select(label => $"{label.Name}=\"{Escape(label.Value)}\""));
        _text.Append(name).Append(labels.Length == 0 ? "" : $"{{{inner}}}").Append(' ').Append(value).Append('\n');
    }

    private static string Escape(string value) => value.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
