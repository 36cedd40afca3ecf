namespace MLOpsBuild.Learning.Transforms;

/// <summary>What becomes of a text that the training rows did not have.</summary>
public enum UnseenCategory
{
    /// <summary>It has none of the columns: all are 0.</summary>
    None,

    /// <summary>It counts as rare; where no category was rare in training, as none.</summary>
    Rare,

    /// <summary>The row is refused with an <see cref="ArgumentException"/>.</summary>
    Refuse,
}

/// <summary>A column of 0 and 1 for each category of a text, named <c>text=category</c>, in ordinal order.</summary>
/// <remarks>
/// Behind them may come <c>text (rare)</c> for the categories that have no column of their own, where there are such, and <c>text (missing)</c>, where
/// training rows have missing ones. A missing text that training did not have has none of the columns.
/// </remarks>
public sealed class OneHot : ITransform
{
    /// <summary>The transform's name.</summary>
    public const string FormatName = "one-hot";

    /// <inheritdoc/>
    public string Name => FormatName;

    /// <summary>The columns; null for all texts. Default null.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Categories with fewer training rows are rare, at least 1. Default 1: none is.</summary>
    public int LeastRows { get; init => field = Check.Within(value, 1, int.MaxValue, nameof(LeastRows)); } = 1;

    /// <summary>At most so many categories have a column, 1 to 10 000; the less frequent ones are rare. Default 200.</summary>
    public int MostCategories { get; init => field = Check.Within(value, 1, 10_000, nameof(MostCategories)); } = 200;

    /// <summary>What becomes of a text that the training rows did not have. Default: none.</summary>
    public UnseenCategory Unseen { get; init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(Unseen), value, "There is no such way."); }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A column is missing or is no text.</exception>
    public TransformFit Fit(TrainingSet set, TrainingOptions options, CancellationToken cancellationToken) =>
        FittedColumns.Fit(Name, set, ColumnChoice.Texts(set, Columns), input =>
        {
            var column = Inputs.Texts(set.Features, input);
            var counts = TextCounts.Of(column);
            string[] kept = [.. counts.Where(c => c.Count >= LeastRows).Take(MostCategories).Select(c => c.Text)];
            string[] rare = [.. counts.Select(c => c.Text).Except(kept, StringComparer.Ordinal)];
            Array.Sort(kept, StringComparer.Ordinal);
            Array.Sort(rare, StringComparer.Ordinal);
            return new OneHotMap(kept, rare, column.Codes.Contains(-1), Unseen);
        });
}
