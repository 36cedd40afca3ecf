using System.Text.Json.Serialization;

namespace MLOpsBuild.Learning.Metrics;

/// <summary>Which values of a metric are better.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MetricDirection>))]
public enum MetricDirection
{
    /// <summary>Greater values are better.</summary>
    [JsonStringEnumMemberName("higher")]
    Higher,

    /// <summary>Smaller values are better.</summary>
    [JsonStringEnumMemberName("lower")]
    Lower,
}
