using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Transforms;

/// <summary>Puts tables together from columns that stay and columns that are made.</summary>
internal static class TableParts
{
    /// <summary>The table without some of its columns and with others behind.</summary>
    public static Table Replace(Table rows, IReadOnlyList<ModelInput> gone, IEnumerable<Column> made)
    {
        var names = gone.Select(g => g.Name).ToHashSet(StringComparer.Ordinal);
        return new Table([.. rows.Columns.Where(c => !names.Contains(c.Name)), .. made]);
    }
}
