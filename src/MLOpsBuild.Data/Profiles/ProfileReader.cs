using MLOpsBuild.Data.Files;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Profiles;

/// <summary>Reads a profile from JSON, strictly: what contradicts itself is refused like what is malformed.</summary>
internal static class ProfileReader
{
    // Sums of a thousand such profiles still fit a count.
    private const long MostRows = 1L << 50;

    private static readonly string[] TypeNames = [.. Enum.GetValues<ColumnType>().Select(ProfileWriter.NameOf)];

    public static Profile Read(ReadOnlySpan<byte> json, string file)
    {
        var root = JsonNodeAt.Parse(json, file);
        var strict = new StrictJson(file);
        var columns = new SortedDictionary<string, ColumnProfile>(StringComparer.Ordinal);
        var (rows, time) = (0L, default(string));
        if (strict.Object(root, "the profile", "version", "rows", "time", "columns"))
        {
            Version(strict, root);
            rows = strict.Integer(strict.Required(root, "rows", "the profile"), "'rows'", 0) ?? 0;
            if (rows > MostRows) strict.Wrong(root["rows"]!, $"'rows' must be at most {MostRows}.");
            var all = strict.Required(root, "columns", "the profile");
            if (strict.Map(all, "'columns'"))
            {
                foreach (var (name, node) in all!.Members) columns[name] = Column(strict, $"column '{name}'", node, rows);
            }

            time = strict.Text(root["time"], "'time'");
            if (time is not null && columns.GetValueOrDefault(time)?.Type != ColumnType.Time) strict.Wrong(root["time"]!, $"'{time}' is not a column of times.");
        }

        strict.ThrowIfAny();
        return new Profile(rows, columns, time);
    }

    private static void Version(StrictJson strict, JsonNodeAt root)
    {
        if (strict.Required(root, "version", "the profile") is { } version && version.Text != $"{ProfileWriter.Version}")
            strict.Wrong(version, $"version {version.Text} is not known; this program reads version {ProfileWriter.Version}. Make the profile again from its partition.");
    }

    private static ColumnProfile Column(StrictJson strict, string what, JsonNodeAt node, long rows)
    {
        var reader = new ColumnReader(strict, node, what);
        if (!strict.Map(node, what)) return ColumnProfile.Absent(ColumnType.Number, 0);
        var word = strict.Word(strict.Required(node, "type", what), "type", TypeNames);
        var type = (ColumnType)Math.Max(0, Array.IndexOf(TypeNames, word));
        var missing = reader.Integer("missing");
        var count = reader.Integer("count");
        if (missing > rows || count != rows - missing) strict.Wrong(node, $"{what} has {count} values and {missing} missing ones; the profile has {rows} rows.");
        if (word is null || missing > rows || count != rows - missing) return ColumnProfile.Absent(type, 0);
        return type switch
        {
            ColumnType.Text => new ColumnProfile(type, missing, null, TextReader.Read(reader, count), null),
            ColumnType.Time => new ColumnProfile(type, missing, null, null, TimeReader.Read(reader, count)),
            _ => new ColumnProfile(type, missing, NumberReader.Read(reader, count), null, null),
        };
    }
}
