using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Validation.Inference;

/// <summary>Writes the draft of a schema, one column and one rule a line.</summary>
internal sealed class SchemaDraft(Profile profile, InferenceOptions options, IReadOnlyList<string> columns, string? time)
{
    private const int LeastRows = 20;
    private const int LeastDays = 14;
    private readonly SortedDictionary<string, string> _rules = new(StringComparer.Ordinal);

    public string Write()
    {
        foreach (var column in columns) AddRules(column, profile.Columns[column]);
        AddDatasetRules();
        var json = new StringBuilder("{\n  \"version\": 1,\n");
        if (time is not null) json.Append(CultureInfo.InvariantCulture, $"  \"time\": {Quote(time)},\n  \"block\": \"day\",\n");
        json.Append("  \"columns\": {\n");
        json.AppendJoin(",\n", columns.Select(c => $"    {Quote(c)}: {{ \"type\": {Quote(profile.Columns[c].Type.ToString().ToLowerInvariant())} }}"));
        json.Append("\n  },\n  \"rules\": {\n");
        json.AppendJoin(",\n", _rules.Select(r => $"    {Quote(r.Key)}: {{ {r.Value} }}"));
        return json.Append(_rules.Count == 0 ? "  }\n}\n" : "\n  }\n}\n").ToString();
    }

    private void AddRules(string column, ColumnProfile seen)
    {
        if (seen.Count == 0) return;
        AddPresence(column, seen);
        if (seen.Type is ColumnType.Number or ColumnType.Integer) AddRange(column, seen);
        if (seen.Type == ColumnType.Text) AddTextRules(column, seen);
    }

    private void AddPresence(string column, ColumnProfile seen)
    {
        var share = (double)seen.Count / (seen.Count + seen.Missing);
        // Half as many missing values again are no surprise.
        var mostly = Math.Floor((1 - (1 - share) * 1.5) * 100) / 100;
        if (seen.Missing == 0) Add(column, "presence", $"\"kind\": \"presence\", \"column\": {Quote(column)}");
        else if (mostly > 0) Add(column, "presence", $"\"kind\": \"presence\", \"column\": {Quote(column)}, \"mostly\": {Number(mostly)}");
    }

    private void AddRange(string column, ColumnProfile seen)
    {
        if (seen is not { Min: { } min, Max: { } max }) return;
        var span = Math.Max(max - min, Math.Max(Math.Abs(min), Math.Abs(max)) / 10);
        if (!double.IsFinite(span)) return;
        var low = RoundNumbers.Below(min >= 0 ? Math.Max(0, min - options.Slack * span) : min - options.Slack * span, span);
        var high = RoundNumbers.Above(max <= 0 ? Math.Min(0, max + options.Slack * span) : max + options.Slack * span, span);
        if (seen.Type == ColumnType.Integer) (low, high) = (Math.Floor(low), Math.Ceiling(high));
        Add(column, "range", $"\"kind\": \"range\", \"column\": {Quote(column)}, \"min\": {Number(low)}, \"max\": {Number(high)}");
    }

    private void AddTextRules(string column, ColumnProfile seen)
    {
        string[] texts = [.. seen.Texts.Select(t => t.Key)];
        if (seen.IsExact && texts.Length <= options.MaxDomain && seen.Count >= 10L * texts.Length)
        {
            Add(column, "allowed", $"\"kind\": \"allowed\", \"column\": {Quote(column)}, \"values\": [{string.Join(", ", texts.Select(Quote))}]");
            return;
        }

        var isKey = IsKey(seen);
        if (seen.IsExact && !isKey && seen.Count >= 10L * texts.Length)
        {
            Add(column, "new", $"\"kind\": \"new-categories\", \"column\": {Quote(column)}, \"severity\": \"warning\"");
            Add(column, "unknown-share", $"\"kind\": \"new-categories\", \"column\": {Quote(column)}, \"mostly\": 0.99");
        }

        if (TextShape.Of(texts) is { } pattern) Add(column, "pattern", $"\"kind\": \"pattern\", \"column\": {Quote(column)}, \"pattern\": {Quote(pattern)}");
        else if (texts.Length > 0) Add(column, "length", $"\"kind\": \"length\", \"column\": {Quote(column)}, \"max\": {Math.Max(10, 2 * texts.Max(t => t.Length))}, \"severity\": \"warning\"");
    }

    private void AddDatasetRules()
    {
        string[] keys = [.. columns.Where(c => IsKey(profile.Columns[c]))];
        foreach (var key in keys)
        {
            var counted = profile.Columns[key].IsExact;
            Add(key, "unique", $"\"kind\": \"unique\", \"columns\": [{Quote(key)}]{(counted ? "" : ", \"severity\": \"warning\", \"description\": \"a key by estimate: make it an error when it is one\"")}");
        }

        if (keys.Length == 0 && profile.Rows > 0) Add("row", "duplicates", $"\"kind\": \"unique\", \"columns\": [{string.Join(", ", columns.Select(Quote))}], \"severity\": \"warning\"");
        if (profile.Rows > 0) Add("partition", "volume", "\"kind\": \"partition-volume\", \"below\": 0.5, \"above\": 2, \"severity\": \"warning\"");
        if (time is not null && profile.Days.Count >= LeastDays) Add(time, "volume", "\"kind\": \"volume\", \"below\": 0.5, \"days\": 14, \"leastDays\": 7, \"severity\": \"warning\"");
    }

    // A sketch of distinct values is right to a few per cent: what is so near to one value a row may be a key.
    private static bool IsKey(ColumnProfile seen) => seen.Type is ColumnType.Text or ColumnType.Integer && seen.Missing == 0 && seen.Count >= LeastRows && seen.Distinct is { } distinct
        && (seen.IsExact ? distinct == seen.Count : distinct >= 0.95 * seen.Count);

    private void Add(string subject, string rule, string content)
    {
        var name = $"{subject}.{rule}";
        while (!_rules.TryAdd(name, content)) name += "'";
    }

    private static string Quote(string text) => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"";

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
