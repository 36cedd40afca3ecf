namespace MLOpsBuild.Learning.Transforms;

/// <summary>What a missing value is replaced by.</summary>
public enum ImputationMethod
{
    /// <summary>The mean of the training rows; for numbers.</summary>
    Mean,

    /// <summary>Their median; for numbers.</summary>
    Median,

    /// <summary>The value that occurs most often, the least of several; for numbers and texts.</summary>
    MostFrequent,

    /// <summary><see cref="Imputation.Number"/> or <see cref="Imputation.Text"/>.</summary>
    Constant,
}

/// <summary>Replaces missing values. Integers become numbers; an infinite number counts as missing.</summary>
public sealed class Imputation : ITransform
{
    /// <summary>The transform's name.</summary>
    public const string FormatName = "imputation";

    /// <inheritdoc/>
    public string Name => FormatName;

    /// <summary>The columns; null for all numbers and, where the method can, texts. Default null.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>What stands in for a missing value. Default: the mean.</summary>
    public ImputationMethod Method { get; init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(Method), value, "There is no such method."); }

    /// <summary>The constant for numbers, finite. Default 0.</summary>
    public double Number { get; init => field = double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(Number), value, "The constant must be finite."); }

    /// <summary>The constant for texts. Default <c>(missing)</c>.</summary>
    public string Text { get; init => field = value ?? throw new ArgumentNullException(nameof(Text)); } = "(missing)";

    /// <summary>True to add a column behind each, named <c>x (missing)</c>: 1 where the value was missing, otherwise 0. Default false.</summary>
    public bool Indicator { get; init; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A column is missing or of the wrong type, or has no value to learn from.</exception>
    public TransformFit Fit(TrainingSet set, TrainingOptions options, CancellationToken cancellationToken)
    {
        var takesTexts = Method is ImputationMethod.MostFrequent or ImputationMethod.Constant;
        var inputs = ColumnChoice.Of(set, Columns, i => i.IsNumber() || takesTexts && i.IsText(), takesTexts ? "numbers and texts" : "numbers");
        return FittedColumns.Fit(Name, set, inputs, input => new ImputationMap(
            input.IsText() ? 0 : NumberOf(set, input), input.IsText() ? TextOf(set, input) : "", Indicator));
    }

    private double NumberOf(TrainingSet set, ModelInput input) => Method switch
    {
        ImputationMethod.Mean => FiniteValues.Of(set, input).Mean,
        ImputationMethod.Median => FiniteValues.Of(set, input).Quantile(0.5),
        ImputationMethod.MostFrequent => FiniteValues.Of(set, input).MostFrequent,
        _ => Number,
    };

    private string TextOf(TrainingSet set, ModelInput input)
    {
        if (Method == ImputationMethod.Constant) return Text;
        var counted = TextCounts.Of(Inputs.Texts(set.Features, input));
        return counted.Count > 0 ? counted[0].Text : throw new ArgumentException($"Column '{input.Name}' has no text in the training rows; leave it out.", nameof(set));
    }
}
