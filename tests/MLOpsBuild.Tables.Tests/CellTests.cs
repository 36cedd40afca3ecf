namespace MLOpsBuild.Tables.Tests;

public sealed class CellTests
{
    [Fact]
    public void A_cell_of_any_type_can_be_shown() => Assert.Equal(
        ["", "0.1", "7", "SFO", "2001-04-01T05:53:00"],
        new[] { Cell.Missing, Cell.Of(0.1), Cell.Of(7L), Cell.Of("SFO"), Cell.Of(new DateTime(2001, 4, 1, 5, 53, 0, DateTimeKind.Unspecified)) }.Select(c => c.ToString()));
}
