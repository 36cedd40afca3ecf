using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Reporting.Profiles;

/// <summary>One column in each of the parts; null where a part has none of that name.</summary>
internal sealed record ColumnParts(string Name, IReadOnlyList<string> PartNames, IReadOnlyList<ColumnProfile?> Parts)
{
    /// <summary>Those that have the column.</summary>
    public IReadOnlyList<ColumnProfile> Present { get; } = [.. Parts.OfType<ColumnProfile>()];

    public bool IsNumeric => Present.All(p => p.Type is ColumnType.Number or ColumnType.Integer);

    public static IReadOnlyList<ColumnParts> Of(IReadOnlyList<ProfiledPart> parts)
    {
        string[] names = [.. parts.Select(p => p.Name)];
        return
        [
            .. parts.SelectMany(p => p.Profile.Columns.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(name => new ColumnParts(name, names, [.. parts.Select(p => p.Profile.Columns.TryGetValue(name, out var column) ? column : null)])),
        ];
    }
}
