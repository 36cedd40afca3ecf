namespace MLOpsBuild.Documents.Tests;

public sealed class NumbersTests
{
    [Theory]
    [InlineData(0.836, "0.8360")]
    [InlineData(0.014634, "0.01463")]
    [InlineData(0.0146, "0.0146")]
    [InlineData(0.0008, "0.0008")]
    [InlineData(0.01, "0.0100")]
    [InlineData(9.99996, "10.00")]
    [InlineData(12.3, "12.30")]
    [InlineData(-12.3, "−12.30")]
    [InlineData(123456.7, "123,457")]
    [InlineData(1e15, "1.000e15")]
    [InlineData(0.00001234, "1.234e−5")]
    [InlineData(0, "0")]
    [InlineData(double.NaN, "–")]
    [InlineData(double.NegativeInfinity, "−∞")]
    public void Significant_value_has_four_digits_and_its_whole_integer_part(double value, string expected) =>
        Assert.Equal(expected, Numbers.Significant(value));

    [Fact]
    public void No_value_is_never_a_number() => Assert.Equal("–", Numbers.Significant(null));

    [Theory]
    [InlineData(0.0014, "+0.0014")]
    [InlineData(-0.0014, "−0.0014")]
    [InlineData(0, "0")]
    [InlineData(-0.0, "0")]
    [InlineData(123.4, "+123")]
    public void Change_has_a_sign_unless_there_is_none(double change, string expected) => Assert.Equal(expected, Numbers.Signed(change));

    [Theory]
    [InlineData(-0.00001, 2, "0.00")]
    [InlineData(-1234.5, 1, "−1,234.5")]
    public void Decimals_never_give_a_negative_zero(double value, int decimals, string expected) =>
        Assert.Equal(expected, Numbers.Decimals(value, decimals));

    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(0.0008, "800 µs")]
    [InlineData(0.0412, "41.2 ms")]
    [InlineData(3.05, "3.05 s")]
    [InlineData(247, "4 min 07 s")]
    [InlineData(7500, "2 h 05 min")]
    [InlineData(-3, "−3.00 s")]
    public void Duration_takes_the_unit_that_reads_well(double seconds, string expected) =>
        Assert.Equal(expected, Numbers.Duration(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(512, "512 B")]
    [InlineData(232_274, "226.8 KiB")]
    public void Bytes_take_binary_units(long bytes, string expected) => Assert.Equal(expected, Numbers.Bytes(bytes));
}
