using MLOpsBuild.Learning.Formats;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Transforms;

/// <summary>Replaces texts by a fixed number of columns, whatever the number of categories: each text counts in the bucket of its hash.</summary>
/// <remarks>
/// The bucket is FNV-1a (64 bits) of the UTF-8 of <c>column=text</c>, its high half folded into the low one by exclusive or, modulo the number of buckets. All columns share the
/// buckets, which are named <c>prefix0</c>, <c>prefix1</c> and so on. Nothing is learned, so that texts of later rows count too; a missing text counts nowhere.
/// </remarks>
public sealed class Hashing : ITransform
{
    /// <summary>The transform's name.</summary>
    public const string FormatName = "hashing";

    internal const int MostBuckets = 4096;

    /// <inheritdoc/>
    public string Name => FormatName;

    /// <summary>The columns; null for all texts. Default null.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>The number of columns to make, 1 to 4096. Default 64.</summary>
    public int Buckets { get; init => field = Check.Within(value, 1, MostBuckets, nameof(Buckets)); } = 64;

    /// <summary>What their names begin with. Default <c>hash</c>.</summary>
    public string Prefix { get; init => field = value ?? throw new ArgumentNullException(nameof(Prefix)); } = "hash";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A column is missing or is no text.</exception>
    public TransformFit Fit(TrainingSet set, TrainingOptions options, CancellationToken cancellationToken)
    {
        var fitted = new FittedHashing(ColumnChoice.Texts(set, Columns), Buckets, Prefix);
        return new TransformFit(fitted, fitted.Apply(set.Features));
    }
}

/// <summary>Columns that share buckets; these stand behind all others.</summary>
internal sealed class FittedHashing(ModelInput[] inputs, int buckets, string prefix) : IFittedTransform
{
    public string Name => Hashing.FormatName;

    public IReadOnlyList<ModelInput> Inputs => inputs;

    public IReadOnlyList<ModelInput> Outputs => [.. Enumerable.Range(0, buckets).Select(i => new ModelInput($"{prefix}{i}", ColumnType.Number))];

    public Table Apply(Table rows)
    {
        var counts = new double[buckets][];
        for (var i = 0; i < buckets; i++) counts[i] = new double[rows.RowCount];
        foreach (var input in inputs)
        {
            var places = TextCounts.Map(Learning.Inputs.Texts(rows, input), text => StableHash.Bucket($"{input.Name}={text}", buckets), -1);
            for (var row = 0; row < places.Length; row++)
            {
                if (places[row] >= 0) counts[places[row]][row]++;
            }
        }

        return TableParts.Replace(rows, inputs, Outputs.Select((output, i) => new NumberColumn(output.Name, counts[i])));
    }

    public void Write(ModelWriter writer)
    {
        writer.Inputs(inputs);
        writer.Integer(buckets);
        writer.Text(prefix);
    }

    public static FittedHashing Read(ModelReader reader)
    {
        var inputs = reader.Inputs();
        if (!inputs.All(i => i.IsText())) throw reader.Wrong("a column that is hashed is no text");
        return new FittedHashing(inputs, reader.Integer(1, Hashing.MostBuckets), reader.Text());
    }
}
