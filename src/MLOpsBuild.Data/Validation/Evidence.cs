using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Data.Validation.Measures;

namespace MLOpsBuild.Data.Validation;

/// <summary>All that rules judge by.</summary>
/// <param name="context">The partition's name and past.</param>
/// <param name="profile">The summary of its rows.</param>
/// <param name="columns">The columns of its header, in order.</param>
/// <param name="measured">What the measures found, by key.</param>
internal sealed class Evidence(ValidationContext context, Profile profile, IReadOnlyList<string> columns, IReadOnlyDictionary<string, object> measured)
{
    public ValidationContext Context => context;

    public Profile Profile => profile;

    public long Rows => profile.Rows;

    public IReadOnlyList<string> Columns => columns;

    public T Of<T>(Measure<T> measure)
        where T : class => (T)measured[measure.Key];

    /// <summary><c>file:row:column</c>.</summary>
    public string Place(long row, string column) => $"{context.File}:{row}:{column}";

    /// <summary>The place of what concerns a whole column.</summary>
    public string Place(string column) => Place(1, column);
}
