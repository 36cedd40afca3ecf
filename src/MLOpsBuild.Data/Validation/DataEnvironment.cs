using System.Text.Json.Serialization;

namespace MLOpsBuild.Data.Validation;

/// <summary>Where rows come from: a rule may be for one of them only, as a label is there in training and not in serving.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DataEnvironment>))]
public enum DataEnvironment
{
    /// <summary>Rows to train and evaluate with.</summary>
    [JsonStringEnumMemberName("training")]
    Training,

    /// <summary>Rows that a served model is asked about.</summary>
    [JsonStringEnumMemberName("serving")]
    Serving,
}
