using MLOpsBuild.Tables;

namespace FlightDelay.Tests.Features;

/// <summary>Every feature of all 50 231 departures against an independent program's values.</summary>
public sealed class ReferenceTests
{
    // The reference is printed with nine digits.
    private const double HalfOfTheLastDigit = 5.1e-10;
    private static readonly string[] Numbers = ["dow", "tod", "distance", "dep60", "prev_rate", "same14", "before14", "ratio14"];

    [Fact]
    public void Features_of_every_departure_equal_the_reference()
    {
        var reference = Departures.Reference();
        var features = new FlightFeatures();
        var row = 0;
        Table? before = null;
        foreach (var month in Departures.Months)
        {
            var records = Departures.Month(month);
            var computed = features.Compute(records, before is null ? [] : [before]);
            foreach (var name in Numbers)
            {
                var ours = computed[name].ToNumbers();
                var theirs = reference[name].ToNumbers();
                for (var i = 0; i < ours.Length; i++)
                {
                    Assert.True(ours[i].Equals(theirs[row + i]) || Math.Abs(ours[i] - theirs[row + i]) <= HalfOfTheLastDigit, $"{name} of {month} row {i + 1}: {ours[i]}, reference {theirs[row + i]}");
                }
            }

            var late = FlightFeatures.Late(records);
            Assert.Equal(reference["y"].ToNumbers().Skip(row).Take(late.Length), late);
            row += records.RowCount;
            before = records;
        }

        Assert.Equal(50_231, row);
        Assert.Equal(row, reference.RowCount);
    }
}
