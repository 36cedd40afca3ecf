namespace MLOpsBuild.Learning.Onnx.Running;

/// <summary>Puts the leaves of a row together: their sum, mean, least or greatest for each target.</summary>
internal sealed class TreeScores(string aggregate, int trees, int targets) : ITreeScores
{
    public const string Sum = "SUM";
    public const string Average = "AVERAGE";
    public const string Min = "MIN";
    public const string Max = "MAX";

    private readonly bool[] _has = new bool[targets];

    /// <summary>A number for each target.</summary>
    public double[] Values { get; } = new double[targets];

    public void Clear()
    {
        Array.Clear(Values);
        Array.Clear(_has);
    }

    public void Add(int target, double weight)
    {
        Values[target] = aggregate switch
        {
            Min when _has[target] => Math.Min(Values[target], weight),
            Max when _has[target] => Math.Max(Values[target], weight),
            _ => Values[target] + weight,
        };
        _has[target] = true;
    }

    /// <summary>Ends a row: the mean of the trees where that is asked for, plus the base values.</summary>
    public void End(double[] baseValues)
    {
        for (var t = 0; t < Values.Length; t++)
        {
            if (aggregate == Average) Values[t] /= trees;
            if (baseValues.Length > 0) Values[t] += baseValues[t];
        }
    }
}
