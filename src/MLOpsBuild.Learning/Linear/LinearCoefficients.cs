using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Linear;

/// <summary>A linear model as another program states it: the way for existing training programs to take part.</summary>
/// <param name="Intercept">The sum's start.</param>
/// <param name="Numbers">By numeric input: its weight in its own unit.</param>
/// <param name="Missing">By numeric input: what a missing value adds instead; inputs that are left out add nothing.</param>
/// <param name="Categories">By text input: what each category adds; others add nothing.</param>
public sealed record LinearCoefficients(
    double Intercept,
    IReadOnlyDictionary<string, double> Numbers,
    IReadOnlyDictionary<string, double> Missing,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> Categories)
{
    /// <summary>The model of these weights.</summary>
    /// <param name="task">What it predicts; for a binary target the sum goes through the logistic function.</param>
    /// <param name="inputs">The model's inputs, in order.</param>
    /// <exception cref="InvalidDataException">An input has no weight, or a weight is not finite.</exception>
    public ITrainedModel ToModel(LearningTask task, IReadOnlyList<ModelInput> inputs)
    {
        var terms = new List<LinearTerm>();
        var weights = new List<double>();
        foreach (var input in inputs)
        {
            if (input.Type == ColumnType.Text) AddCategories(input.Name, terms, weights);
            else AddNumber(input.Name, terms, weights);
        }

        weights.Add(Intercept);
        return weights.All(double.IsFinite)
            ? new LinearModel(task == LearningTask.Binary ? LogisticRegression.FormatName : RidgeRegression.FormatName, task, [.. inputs], [.. terms], [.. weights], [])
            : throw new InvalidDataException("A coefficient is not finite.");
    }

    private void AddNumber(string name, List<LinearTerm> terms, List<double> weights)
    {
        terms.Add(new NumberTerm(0, 1));
        weights.Add(Numbers.TryGetValue(name, out var weight) ? weight : throw Unknown(name, Numbers.Keys));
        weights.Add(Missing.GetValueOrDefault(name));
    }

    private void AddCategories(string name, List<LinearTerm> terms, List<double> weights)
    {
        var known = Categories.TryGetValue(name, out var found) ? found : throw Unknown(name, Categories.Keys);
        terms.Add(CategoryTerm.Of(known.Keys));
        weights.AddRange(known.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => c.Value));
        weights.Add(0);
    }

    private static InvalidDataException Unknown(string name, IEnumerable<string> known) =>
        new($"The input '{name}' has no coefficient; there are {string.Join(", ", known.Order(StringComparer.Ordinal))}.");
}
