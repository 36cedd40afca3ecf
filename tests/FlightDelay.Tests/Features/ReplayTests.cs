using MLOpsBuild.Pipelines.Features;
using MLOpsBuild.Tables;

namespace FlightDelay.Tests.Features;

/// <summary>Serving against training: a month replayed event by event through the online history, row for row.</summary>
public sealed class ReplayTests
{
    // The reference is printed with nine digits.
    private const double HalfOfTheLastDigit = 5.1e-10;
    private readonly FlightFeatures _features = new();

    [Fact]
    public void April_after_March_gives_the_reference_values_for_every_row()
    {
        var april = Departures.Month("2001-04");
        var reference = ReferenceOf(april);
        var history = _features.NewHistory();
        var march = Departures.Month("2001-03");
        for (var row = 0; row < march.RowCount; row++) Learn(history, march, row);

        for (var row = 0; row < april.RowCount; row++)
        {
            var answer = history.Compute(Inputs(april, row));
            Assert.True(answer.Error is null, $"row {row + 1}: {answer.Error}");
            AssertReference(reference, row, answer.Values!);
            Learn(history, april, row);
        }

        Assert.Equal(((TimeColumn)april["date"]).Values[^1], history.AsOf);
    }

    [Fact]
    public void April_alone_gives_errors_until_enough_is_known_and_the_reference_values_after()
    {
        var april = Departures.Month("2001-04");
        var reference = ReferenceOf(april);
        var history = _features.NewHistory();
        var times = ((TimeColumn)april["date"]).Values.ToArray();
        var answered = 0;
        for (var row = 0; row < april.RowCount; row++)
        {
            var answer = history.Compute(Inputs(april, row));
            if (times[row].AddDays(-14).AddMinutes(-45) < times[0])
            {
                Assert.Null(answer.Values);
                Assert.False(string.IsNullOrEmpty(answer.Error));
            }
            else
            {
                Assert.True(answer.Error is null, $"row {row + 1}: {answer.Error}");
                AssertReference(reference, row, answer.Values!);
                answered++;
            }

            Learn(history, april, row);
        }

        Assert.InRange(answered, april.RowCount / 3, april.RowCount * 2 / 3);
    }

    private void Learn(IFeatureHistory history, Table records, int row)
    {
        foreach (var (kind, values) in _features.EventsOf(records, row)) Assert.Null(history.Apply(kind, values));
    }

    private Cell[] Inputs(Table records, int row) => [.. _features.Inputs.Select(field => records[field.Name][row])];

    /// <summary>The rows of the reference that belong to April, after those of January to March.</summary>
    private static Table ReferenceOf(Table april)
    {
        var before = new[] { "2001-01", "2001-02", "2001-03" }.Sum(month => Departures.Month(month).RowCount);
        return Departures.Reference().Take([.. Enumerable.Range(before, april.RowCount)]);
    }

    private void AssertReference(Table reference, int row, IReadOnlyList<Cell> values)
    {
        foreach (var (field, cell) in _features.Features.Zip(values))
        {
            var theirs = reference[field.Name][row];
            var same = field.Type == ColumnType.Text ? cell.Text == theirs.Text : cell.Number.Equals(theirs.Number) || Math.Abs(cell.Number - theirs.Number) <= HalfOfTheLastDigit;
            Assert.True(same, $"{field.Name} of row {row + 1}: {cell.Text ?? $"{cell.Number}"}, reference {theirs.Text ?? $"{theirs.Number}"}");
        }
    }
}
