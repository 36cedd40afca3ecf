using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Online;

/// <summary>The values of one input, ready to be looked up among its weights.</summary>
internal sealed class OnlineColumn
{
    private readonly double[]? _numbers;
    private readonly TextColumn? _texts;

    private OnlineColumn(double[]? numbers, TextColumn? texts) => (_numbers, _texts) = (numbers, texts);

    public static OnlineColumn Of(Table rows, ModelInput input) =>
        input.IsText() ? new OnlineColumn(null, Inputs.Texts(rows, input)) : new OnlineColumn(Inputs.Numbers(rows, input), null);

    /// <summary>The place of the weight that the row touches, −1 for none, with the factor that the weight has there.</summary>
    /// <param name="row">The row.</param>
    /// <param name="weights">The input's weights.</param>
    /// <param name="most">Categories get a weight until there are so many; 0 to look only.</param>
    public (int Place, double Factor) At(int row, OnlineWeights weights, int most)
    {
        if (_numbers is not null) return double.IsFinite(_numbers[row]) ? (OnlineWeights.Number, _numbers[row]) : (OnlineWeights.Missing, 1);
        return (_texts!.TextAt(row) is { } text ? most > 0 ? weights.FindOrAdd(text, most) : weights.Find(text) : OnlineWeights.Missing, 1);
    }
}
