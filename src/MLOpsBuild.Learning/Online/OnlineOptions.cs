namespace MLOpsBuild.Learning.Online;

/// <summary>The settings of <see cref="OnlineLinear"/> and <see cref="OnlineLearner"/>. Every value is checked when it is set.</summary>
public sealed record OnlineOptions
{
    /// <summary>What is made small, and with it the task. Default: logistic.</summary>
    public OnlineLoss Loss { get; init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(Loss), value, "There is no such loss."); } = OnlineLoss.Logistic;

    /// <summary>The paper's α: how far a weight moves, 10⁻⁹ to 10⁶. Default 0.1.</summary>
    public double LearningRate { get; init => field = Check.Within(value, 1e-9, 1e6, nameof(LearningRate)); } = 0.1;

    /// <summary>The paper's β: damps the first steps, 10⁻⁹ to 10⁹. Default 1.</summary>
    public double Beta { get; init => field = Check.Within(value, 1e-9, 1e9, nameof(Beta)); } = 1;

    /// <summary>The penalty on the weights' sizes, which keeps those of little use at 0; 0 to 10⁹. Default 0.</summary>
    public double L1 { get; init => field = Check.Within(value, 0, 1e9, nameof(L1)); }

    /// <summary>The penalty on half of the weights' squares, 0 to 10⁹. Default 0.</summary>
    public double L2 { get; init => field = Check.Within(value, 0, 1e9, nameof(L2)); }

    /// <summary>Where the Huber loss becomes straight, 10⁻⁹ to 10⁹. Default 1.</summary>
    public double HuberWidth { get; init => field = Check.Within(value, 1e-9, 1e9, nameof(HuberWidth)); } = 1;

    /// <summary>The most categories of a text column that get a weight, the first ones that are met, 1 to 10 000 000; later ones are treated as unseen. Default 100 000.</summary>
    public int MostCategories { get; init => field = Check.Within(value, 1, 10_000_000, nameof(MostCategories)); } = 100_000;

    /// <summary>How often <see cref="OnlineLinear"/> goes over the rows, 1 to 10 000. Default 5.</summary>
    public int Passes { get; init => field = Check.Within(value, 1, 10_000, nameof(Passes)); } = 5;

    /// <summary>Chooses the order of the rows in each pass of <see cref="OnlineLinear"/>. Default 0.</summary>
    public ulong Seed { get; init; }
}
