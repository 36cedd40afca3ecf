using System.Text;
using MLOpsBuild.Tables;

namespace FlightDelayMinutes.Tests.Pipeline;

/// <summary>What the training program writes is read as a model.</summary>
public sealed class ModelFileTests
{
    private const string Coefficients = """
        { "intercept": 10, "numbers": { "tod": 0.5 }, "missing": { "tod": 3 }, "categories": { "destination": { "SFO": 7, "ANC": -2 } } }
        """;

    private static readonly Table Rows = new(
    [
        new NumberColumn("tod", [2, 4, double.NaN]),
        TextColumn.Of("destination", ["SFO", "ANC", "XXX"]),
    ]);

    [Fact]
    public void Coefficients_predict_the_weighted_sum_and_unseen_categories_add_nothing()
    {
        var model = FlightDelayMinutesPipeline.ReadModel(Encoding.UTF8.GetBytes(Coefficients), Rows);
        Assert.Equal([10 + 1 + 7, 10 + 2 - 2, 10 + 3], model.Predict(Rows));
    }

    [Fact]
    public void An_input_without_coefficient_is_refused_by_name()
    {
        var more = Rows.With(new NumberColumn("distance", [1, 2, 3]));
        var problem = Assert.Throws<InvalidDataException>(() => FlightDelayMinutesPipeline.ReadModel(Encoding.UTF8.GetBytes(Coefficients), more));
        Assert.Contains("'distance' has no coefficient", problem.Message, StringComparison.Ordinal);
    }
}
