using MLOpsBuild.Learning.Formats;

namespace MLOpsBuild.Learning.Online;

/// <summary>One weight of FTRL-Proximal with what it learns from: the paper's z and n.</summary>
internal struct OnlineWeight
{
    public double Pull;
    public double Squares;

    /// <summary>The weight itself.</summary>
    public readonly double Value(OnlineOptions options, double l1, double l2)
    {
        if (Math.Abs(Pull) <= l1) return 0;
        return -(Pull - (Pull < 0 ? -l1 : l1)) / ((options.Beta + Math.Sqrt(Squares)) / options.LearningRate + l2);
    }

    /// <summary>Takes a gradient at the weight's present value.</summary>
    public void Learn(double gradient, double value, double learningRate)
    {
        var after = Squares + gradient * gradient;
        Pull += gradient - (Math.Sqrt(after) - Math.Sqrt(Squares)) / learningRate * value;
        Squares = after;
    }
}

/// <summary>The weights of one input: a number has one and one for missing; a text one a category, as they are met, and one for missing.</summary>
internal sealed class OnlineWeights
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private OnlineWeight[] _weights;

    private OnlineWeights(OnlineWeight[] weights) => _weights = weights;

    /// <summary>The place of the weight for a missing value.</summary>
    public const int Missing = 0;

    /// <summary>The place of a number's weight.</summary>
    public const int Number = 1;

    public static OnlineWeights For(ModelInput input) => new(new OnlineWeight[input.IsText() ? 1 : 2]);

    public ref OnlineWeight this[int place] => ref _weights[place];

    /// <summary>The place of a category's weight; −1 when it has none.</summary>
    public int Find(string category) => _places.GetValueOrDefault(category, -1);

    /// <summary>The place of a category's weight, which it gets unless there are too many; then −1.</summary>
    public int FindOrAdd(string category, int most)
    {
        if (_places.TryGetValue(category, out var place)) return place;
        if (_places.Count >= most) return -1;
        place = _places.Count + 1;
        if (place >= _weights.Length) Array.Resize(ref _weights, 2 * place + 2);
        _places.Add(category, place);
        return place;
    }

    /// <summary>The categories that have a weight, in ascending ordinal order.</summary>
    public string[] Categories => [.. _places.Keys.Order(StringComparer.Ordinal)];

    public OnlineWeights Copy()
    {
        var copy = new OnlineWeights([.. _weights]);
        foreach (var (category, place) in _places) copy._places.Add(category, place);
        return copy;
    }

    /// <summary>Every weight with the name of what it is for, in a fixed order.</summary>
    public IEnumerable<(string Name, OnlineWeight Weight)> Named(ModelInput input)
    {
        if (!input.IsText()) yield return (input.Name, _weights[Number]);
        foreach (var (category, place) in _places.OrderBy(p => p.Key, StringComparer.Ordinal)) yield return ($"{input.Name} = {category}", _weights[place]);
        yield return ($"{input.Name} (missing)", _weights[Missing]);
    }

    public void Write(ModelWriter writer, ModelInput input)
    {
        if (input.IsText()) writer.Texts(Categories);
        foreach (var (_, weight) in Named(input)) Write(writer, weight);
    }

    public static OnlineWeights Read(ModelReader reader, ModelInput input)
    {
        var weights = For(input);
        string[] categories = input.IsText() ? reader.AscendingTexts() : [];
        if (!input.IsText()) weights[Number] = ReadOne(reader);
        foreach (var category in categories)
        {
            var place = weights.FindOrAdd(category, int.MaxValue);
            weights[place] = ReadOne(reader);
        }

        weights[Missing] = ReadOne(reader);
        return weights;
    }

    public static void Write(ModelWriter writer, OnlineWeight weight)
    {
        writer.Number(weight.Pull);
        writer.Number(weight.Squares);
    }

    public static OnlineWeight ReadOne(ModelReader reader)
    {
        var weight = new OnlineWeight { Pull = reader.Number(), Squares = reader.Number() };
        return weight.Squares >= 0 ? weight : throw reader.Wrong($"a sum of squares is {weight.Squares}");
    }
}
