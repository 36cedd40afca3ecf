using MLOpsBuild.Tables;

namespace FlightDelayMinutes.Tests.Features;

public sealed class LabelTests
{
    [Fact]
    public void Minutes_are_clipped_to_what_a_model_can_use()
    {
        var flights = new Table([new IntegerColumn("delay", [-200, -60, 0, 14, 180, 1361])]);
        Assert.Equal([-60, -60, 0, 14, 180, 180], FlightDelayMinutesPipeline.Minutes(flights));
    }
}
