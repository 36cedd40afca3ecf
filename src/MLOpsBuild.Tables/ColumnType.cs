using System.Text.Json.Serialization;

namespace MLOpsBuild.Tables;

/// <summary>The types that a column can have.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ColumnType>))]
public enum ColumnType
{
    /// <summary>IEEE 754 double; missing is NaN.</summary>
    [JsonStringEnumMemberName("number")]
    Number,

    /// <summary>Signed 64-bit integer.</summary>
    [JsonStringEnumMemberName("integer")]
    Integer,

    /// <summary>Unicode text, dictionary-encoded.</summary>
    [JsonStringEnumMemberName("text")]
    Text,

    /// <summary>Local date and time without a zone.</summary>
    [JsonStringEnumMemberName("time")]
    Time,
}
