using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace MLOpsBuild.Reporting;

/// <summary>A report as data: what a job that may not write leaves for one that may. It is read as what it is, the work of strangers.</summary>
public static class ReportFile
{
    /// <summary>The file's name beside the rendered reports.</summary>
    public const string Name = "report.json";

    /// <summary>A report with more bytes than this is not read.</summary>
    public const int MostBytes = 8 * 1024 * 1024;

    private const int MostDepth = 32;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        IgnoreReadOnlyProperties = true,
        MaxDepth = MostDepth,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Lists whose elements may be missing.</summary>
    private static readonly HashSet<string> WithGaps = new(StringComparer.Ordinal) { "distances" };

    /// <summary>Words that the platform would also take as numbers, of which not all mean something.</summary>
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal) { "verdict", "severity", "better" };

    /// <summary>The text of a report.</summary>
    /// <param name="model">The report.</param>
    /// <param name="pullRequest">The number of the pull request that it says it is of; null for none.</param>
    public static string Write(ReportModel model, int? pullRequest = null) =>
        JsonSerializer.Serialize(new ReportDocument(1, pullRequest, model), Options);

    /// <summary>Reads a report, and the number that it claims.</summary>
    /// <exception cref="InvalidDataException">It is too large, broken, of another version, or holds what no report holds.</exception>
    public static (ReportModel Model, int? PullRequest) Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > MostBytes) throw Wrong($"it has {bytes.Length} bytes; at most {MostBytes} are read");
        try
        {
            using (var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = MostDepth, AllowDuplicateProperties = false })) Check(document.RootElement, "");
            var read = JsonSerializer.Deserialize<ReportDocument>(bytes.Span, Options) ?? throw Wrong("it is null");
            return read.Version == 1 ? (read.Report, read.PullRequest) : throw Wrong($"it is of version {read.Version}; version 1 is read");
        }
        catch (Exception problem) when (problem is JsonException or FormatException)
        {
            throw Wrong(problem.Message.TrimEnd('.'), problem);
        }
    }

    // What the serializer lets through: nulls among a list's elements, and numbers in the place of words.
    private static void Check(JsonElement value, string name)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject()) Check(member.Value, member.Name);
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    if (item.ValueKind == JsonValueKind.Null && !WithGaps.Contains(name)) throw Wrong($"'{name}' has an element that is null");
                    Check(item, name);
                }

                break;
            case JsonValueKind.Number when Words.Contains(name):
                throw Wrong($"'{name}' is a number");
        }
    }

    private static InvalidDataException Wrong(string why, Exception? inner = null) => new($"The report cannot be read: {why}.", inner);
}

/// <summary>The file.</summary>
/// <param name="Version">The format's version.</param>
/// <param name="PullRequest">The number of the pull request that it says it is of.</param>
/// <param name="Report">The report.</param>
internal sealed record ReportDocument(int Version, int? PullRequest, ReportModel Report);
