using System.Globalization;
using System.Text.Json;

namespace MLOpsBuild.Pipelines.Runs.Telemetry;

/// <summary>A list of attributes as OTLP writes it; what is null is left out.</summary>
internal readonly ref struct OtlpAttributes
{
    private readonly Utf8JsonWriter _json;

    public OtlpAttributes(Utf8JsonWriter json)
    {
        _json = json;
        json.WriteStartArray("attributes");
    }

    public void Text(string key, string? value)
    {
        if (value is null) return;
        Begin(key);
        _json.WriteString("stringValue", value);
        End();
    }

    public void Truth(string key, bool value)
    {
        Begin(key);
        _json.WriteBoolean("boolValue", value);
        End();
    }

    public void Number(string key, long? value)
    {
        if (value is not { } number) return;
        Begin(key);
        _json.WriteString("intValue", number.ToString(CultureInfo.InvariantCulture));
        End();
    }

    public void Number(string key, double? value)
    {
        if (value is not { } number || !double.IsFinite(number)) return;
        Begin(key);
        _json.WriteNumber("doubleValue", number);
        End();
    }

    public void Texts(string key, IEnumerable<string> values)
    {
        Begin(key);
        _json.WriteStartObject("arrayValue");
        _json.WriteStartArray("values");
        foreach (var value in values)
        {
            _json.WriteStartObject();
            _json.WriteString("stringValue", value);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
        End();
    }

    public void Dispose() => _json.WriteEndArray();

    private void Begin(string key)
    {
        _json.WriteStartObject();
        _json.WriteString("key", key);
        _json.WriteStartObject("value");
    }

    private void End()
    {
        _json.WriteEndObject();
        _json.WriteEndObject();
    }
}
