using MLOpsBuild.Learning.Tuning;

namespace MLOpsBuild.Pipelines.Tuning;

/// <summary>The kinds of ranges.</summary>
public enum ParameterKind
{
    /// <summary>Whole numbers.</summary>
    Integer,

    /// <summary>Real numbers.</summary>
    Real,

    /// <summary>One of several texts.</summary>
    Category,

    /// <summary>True or false.</summary>
    Switch,
}

/// <summary>How a range of numbers is walked.</summary>
public enum ParameterScale
{
    /// <summary>Equal distances are equally likely.</summary>
    Linear,

    /// <summary>Equal ratios are equally likely.</summary>
    Log,
}

/// <summary>The range of one parameter in <c>search.json</c>.</summary>
public sealed record SearchedParameter
{
    /// <summary>The kind.</summary>
    public required ParameterKind Type { get; init; }

    /// <summary>The least number.</summary>
    public double? From { get; init; }

    /// <summary>The largest number.</summary>
    public double? To { get; init; }

    /// <summary>The distance of whole numbers; null for 1.</summary>
    public int? Step { get; init; }

    /// <summary>How the range is walked; null for linear.</summary>
    public ParameterScale? Scale { get; init; }

    /// <summary>The texts of a category.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>The parameter exists only with these values of another one; null for always.</summary>
    public Condition? When { get; init; }

    /// <summary>The range as a strategy knows it.</summary>
    /// <exception cref="ArgumentException">Something is missing, too much, or makes no range.</exception>
    internal Dimension ToDimension(string name)
    {
        var (numbers, texts) = (Type is ParameterKind.Integer or ParameterKind.Real, Type == ParameterKind.Category);
        if (numbers != (From is not null && To is not null) || !numbers && (From ?? To) is not null) throw new ArgumentException($"{name}: {(numbers ? "\"from\" and \"to\" are needed" : "\"from\" and \"to\" are for numbers")}.");
        if (texts != Values is not null) throw new ArgumentException($"{name}: {(texts ? "\"values\" is needed" : "\"values\" is for categories")}.");
        if (Step is not null && Type != ParameterKind.Integer) throw new ArgumentException($"{name}: \"step\" is for integers.");
        if (Scale is not null && !numbers) throw new ArgumentException($"{name}: \"scale\" is for numbers.");
        return Range(name) with { When = When };
    }

    private Dimension Range(string name) => Type switch
    {
        ParameterKind.Integer => new IntegerDimension(name, Whole(name, From!.Value), Whole(name, To!.Value), Step ?? 1, Scale == ParameterScale.Log),
        ParameterKind.Real => new RealDimension(name, From!.Value, To!.Value, Scale == ParameterScale.Log),
        ParameterKind.Category => new CategoryDimension(name, Values!),
        _ => new SwitchDimension(name),
    };

    private static int Whole(string name, double bound) =>
        bound == Math.Floor(bound) && Math.Abs(bound) <= int.MaxValue ? (int)bound : throw new ArgumentException($"{name}: the bounds of an integer are whole numbers.");
}
