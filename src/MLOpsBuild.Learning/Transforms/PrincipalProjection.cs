using MLOpsBuild.Learning.Formats;
using MLOpsBuild.Learning.Projections;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Transforms;

/// <summary>Replaces numbers by their places along the directions in which the training rows vary most, in columns <c>pc1</c>, <c>pc2</c> and so on behind the others. See <see cref="PrincipalComponents"/>; scale first where units differ.</summary>
public sealed class PrincipalProjection : ITransform
{
    /// <summary>The transform's name.</summary>
    public const string FormatName = "principal-components";

    /// <inheritdoc/>
    public string Name => FormatName;

    /// <summary>The columns; null for all numbers. Default null.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>The number of components, at least 1 and at most that of the columns; null to take as many as explain <see cref="Share"/>. Default null.</summary>
    public int? Components { get; init => field = value is null or >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Components), value, "Components must be at least 1."); }

    /// <summary>The share of the variance that the components are to explain, above 0 to 1. Default 0.95.</summary>
    public double Share { get; init => field = value > 0 ? Check.Within(value, 0, 1, nameof(Share)) : throw new ArgumentOutOfRangeException(nameof(Share), value, "Share must be above 0."); } = 0.95;

    /// <summary>True to bring each component to a variance of 1. Default false.</summary>
    public bool Whiten { get; init; }

    /// <summary>What the columns' names begin with. Default <c>pc</c>.</summary>
    public string Prefix { get; init => field = value ?? throw new ArgumentNullException(nameof(Prefix)); } = "pc";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A column is missing, is no number or has missing values, or there are more components than columns.</exception>
    public TransformFit Fit(TrainingSet set, TrainingOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var inputs = ColumnChoice.Numbers(set, Columns);
        if (Components > inputs.Length) throw new ArgumentException($"{Components} components are more than the {inputs.Length} columns.", nameof(set));
        var all = PrincipalComponents.Fit(Array.ConvertAll(inputs, input => Inputs.Numbers(set.Features, input)), options.Threads, cancellationToken);
        var kept = all.Take(Components ?? CountFor(all));
        var fitted = new FittedProjection(inputs, kept, Whiten, Prefix);
        return new TransformFit(fitted, fitted.Apply(set.Features));
    }

    private int CountFor(PrincipalComponents all)
    {
        var explained = 0.0;
        for (var i = 0; i < all.Variances.Count; i++)
        {
            explained += all.Variances[i];
            if (explained >= Share * all.TotalVariance) return i + 1;
        }

        return all.Variances.Count;
    }
}

/// <summary>Components of columns, which they replace.</summary>
internal sealed class FittedProjection(ModelInput[] inputs, PrincipalComponents components, bool whiten, string prefix) : IFittedTransform
{
    public string Name => PrincipalProjection.FormatName;

    public PrincipalComponents Components => components;

    public bool Whiten => whiten;

    public IReadOnlyList<ModelInput> Inputs => inputs;

    public IReadOnlyList<ModelInput> Outputs => [.. components.Directions.Select((_, i) => new ModelInput($"{prefix}{i + 1}", ColumnType.Number))];

    public Table Apply(Table rows)
    {
        var places = components.Project(Array.ConvertAll(inputs, input => Learning.Inputs.Numbers(rows, input)));
        for (var i = 0; whiten && i < places.Length; i++)
        {
            var deviation = Math.Sqrt(components.Variances[i]);
            if (deviation > 0) places[i] = Array.ConvertAll(places[i], v => v / deviation);
        }

        return TableParts.Replace(rows, inputs, Outputs.Select((output, i) => new NumberColumn(output.Name, places[i])));
    }

    public void Write(ModelWriter writer)
    {
        writer.Inputs(inputs);
        writer.Numbers(components.Means);
        writer.Numbers(components.Variances);
        foreach (var direction in components.Directions) writer.Numbers(direction);
        writer.Number(components.TotalVariance);
        writer.Flag(whiten);
        writer.Text(prefix);
    }

    public static FittedProjection Read(ModelReader reader)
    {
        var inputs = reader.Inputs();
        if (!inputs.All(i => i.IsNumber())) throw reader.Wrong("a column that is projected is no number");
        var means = reader.Numbers(inputs.Length);
        var variances = reader.Numbers();
        if (variances.Length < 1 || variances.Length > inputs.Length || variances.Any(v => v < 0)) throw reader.Wrong("the components' variances can not be");
        var directions = Array.ConvertAll(variances, _ => reader.Numbers(inputs.Length));
        return new FittedProjection(inputs, new PrincipalComponents(means, directions, variances, reader.Number()), reader.Flag(), reader.Text());
    }
}
