using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Data.Validation.Inference;

namespace MLOpsBuild.Data.Validation;

public sealed partial class DatasetSchema
{
    /// <summary>
    /// Drafts a schema for review from what was seen: types, presence, ranges with slack, small domains, patterns of identifiers, candidates for keys, the time column and
    /// the volume. What a person knows better (units, what may be missing tomorrow) is to be mended before it is committed.
    /// </summary>
    /// <param name="profile">The summary of all rows seen; they keep the schema.</param>
    /// <param name="options">What is known already; null for nothing.</param>
    /// <returns>The text of a schema file, the same for the same profile and options.</returns>
    public static string Infer(Profile profile, InferenceOptions? options = null)
    {
        options ??= new InferenceOptions();
        var names = options.ColumnOrder.Where(profile.Columns.ContainsKey).Concat(profile.Columns.Keys).Distinct(StringComparer.Ordinal).ToArray();
        var time = options.Time ?? names.FirstOrDefault(n => profile.Columns[n] is { Type: Tables.ColumnType.Time, Missing: 0, Count: > 0 });
        return new SchemaDraft(profile, options, names, time).Write();
    }
}
