using System.Text.Json.Serialization;

namespace MLOpsBuild.Verdicts;

/// <summary>How much one finding weighs.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Severity>))]
public enum Severity
{
    /// <summary>Worth knowing.</summary>
    [JsonStringEnumMemberName("info")]
    Info,

    /// <summary>Worth a look; does not decide.</summary>
    [JsonStringEnumMemberName("warning")]
    Warning,

    /// <summary>Breaks the gate.</summary>
    [JsonStringEnumMemberName("error")]
    Error,
}

/// <summary>One thing that a check found, in words that a person understands.</summary>
/// <param name="Severity">How much it weighs.</param>
/// <param name="Rule">The stable name of the rule, metric or check.</param>
/// <param name="Message">What was found, what was allowed, and what to do.</param>
/// <param name="Place">Where: <c>file:row:column</c>, a slice or a metric's name; null where there is no place.</param>
public sealed record Finding(Severity Severity, string Rule, string Message, string? Place = null);
