using MLOpsBuild.Content;
using MLOpsBuild.Delivery.Json;

namespace MLOpsBuild.Delivery.Environments;

/// <summary>
/// The desired state of one environment: <c>environments/&lt;name&gt;.json</c>. Changing its digest is a promotion; its history is Git's.
/// </summary>
public sealed record EnvironmentFile
{
    /// <summary>The model that the environment serves, by name.</summary>
    public required string Model { get; init; }

    /// <summary>The package to serve; null before the first promotion.</summary>
    public Digest? Digest { get; init; }

    /// <summary>Where servers fetch packages from: a folder or <c>oci://host/name</c>; null when the reader knows.</summary>
    public string? Source { get; init; }

    /// <summary>The gates whose verdict must be a pass before a digest may be promoted here.</summary>
    public required IReadOnlyList<string> Requires { get; init; }

    /// <summary>The environment that must have a digest before this one may; null when there is none.</summary>
    public string? After { get; init; }

    /// <summary>How the model takes the traffic over; null is at once.</summary>
    public Rollout? Rollout { get; init; }

    /// <summary>Digests that were rolled back and must not return, sorted. Taking one off the list is a reviewed change like any other.</summary>
    public IReadOnlyList<Digest> Quarantined { get; init; } = [];

    /// <summary>The folder of the environments' files inside the repository.</summary>
    public const string Folder = "environments";

    /// <summary>The path of an environment's file inside the repository.</summary>
    /// <exception cref="ArgumentException">The name is not made of letters, digits, '-' and '_'.</exception>
    public static string PathOf(string environment) => IsName(environment)
        ? $"{Folder}/{environment}.json"
        : throw new ArgumentException($"'{environment}' is no environment's name: use letters, digits, '-' and '_'.", nameof(environment));

    /// <summary>Reads a file from a folder.</summary>
    /// <exception cref="InvalidFileException">Something is wrong; all of it is listed.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static EnvironmentFile Load(string path) => Parse(File.ReadAllBytes(path), path);

    /// <summary>Reads a file's bytes.</summary>
    /// <exception cref="InvalidFileException">Something is wrong; all of it is listed.</exception>
    public static EnvironmentFile Parse(ReadOnlySpan<byte> utf8, string file) => StrictJson.Read(utf8, file, root =>
    {
        var item = root.AsObject();
        item.Version1();
        return new EnvironmentFile
        {
            Model = item.Text("model"),
            Digest = item.OptionalDigest("digest"),
            Source = item.OptionalText("source"),
            Requires = ReadRequires(item),
            After = item.Optional("after") is { } after ? ReadName(after) : null,
            Rollout = item.Optional("rollout") is { } rollout ? RolloutJson.Read(rollout) : null,
            Quarantined = [.. item.OptionalList("quarantined", StrictObject.ToDigest).Distinct().Order()],
        };
    });

    /// <summary>The file's bytes: keys in a fixed order, sets sorted, LF.</summary>
    public byte[] ToBytes() => StrictJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("version", 1);
        json.WriteString("model", Model);
        if (Digest is { } digest) json.WriteString("digest", digest.ToString());
        if (Source is not null) json.WriteString("source", Source);
        json.WriteStartArray("requires");
        foreach (var gate in Requires) json.WriteStringValue(gate);
        json.WriteEndArray();
        if (After is not null) json.WriteString("after", After);
        if (Rollout is not null) RolloutJson.Write(json, Rollout);
        if (Quarantined.Count > 0)
        {
            json.WriteStartArray("quarantined");
            foreach (var bad in Quarantined.Distinct().Order()) json.WriteStringValue(bad.ToString());
            json.WriteEndArray();
        }

        json.WriteEndObject();
    });

    /// <summary>Writes the file in one step: a reader sees the old text or the new one.</summary>
    public void Save(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var temporary = path + ".tmp";
        File.WriteAllBytes(temporary, ToBytes());
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>The same content.</summary>
    public bool Equals(EnvironmentFile? other) => other is not null && ToBytes().AsSpan().SequenceEqual(other.ToBytes());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Model, Digest);

    private static IReadOnlyList<string> ReadRequires(StrictObject item)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return item.List("requires", value =>
        {
            var gate = value.AsText();
            if (!seen.Add(gate)) value.Problem($"the gate '{gate}' occurs twice.");
            return gate;
        });
    }

    private static string ReadName(StrictValue value)
    {
        var name = value.AsText();
        if (!IsName(name)) value.Problem($"'{name}' is no environment's name: use letters, digits, '-' and '_'.");
        return name;
    }

    private static bool IsName(string name) => name.Length is > 0 and <= 100 && name[0] != '-' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
