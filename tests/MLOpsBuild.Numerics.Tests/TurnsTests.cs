namespace MLOpsBuild.Numerics.Tests;

public sealed class TurnsTests
{
    [Fact]
    public void Sine_and_cosine_are_those_of_the_platform_to_a_few_units_in_the_last_place()
    {
        var random = new SeededRandom(1);
        for (var i = 0; i < 100_000; i++)
        {
            // Within one turn the platform's argument 2πx is off by half a unit, which its own result shows.
            var turns = random.NextDouble() - 0.5;
            Assert.Equal(Math.Sin(2 * Math.PI * turns), ReproducibleMath.SinOfTurns(turns), 5e-16);
            Assert.Equal(Math.Cos(2 * Math.PI * turns), ReproducibleMath.CosOfTurns(turns), 5e-16);
        }
    }

    [Fact]
    public void Small_angles_keep_their_digits()
    {
        for (var turns = 0.1; turns > 1e-300; turns /= 7) Assert.Equal(1, ReproducibleMath.SinOfTurns(turns) / Math.Sin(2 * Math.PI * turns), 1e-15);
    }

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(0.25, 1, 0)]
    [InlineData(0.5, 0, -1)]
    [InlineData(0.75, -1, 0)]
    [InlineData(1, 0, 1)]
    [InlineData(-0.25, -1, 0)]
    [InlineData(1e15, 0, 1)]
    public void Quarters_of_a_turn_are_exact(double turns, double sine, double cosine)
    {
        Assert.Equal(sine, ReproducibleMath.SinOfTurns(turns));
        Assert.Equal(cosine, ReproducibleMath.CosOfTurns(turns));
    }

    [Fact]
    public void Squares_sum_to_one_and_opposite_angles_mirror()
    {
        var random = new SeededRandom(2);
        for (var i = 0; i < 10_000; i++)
        {
            var turns = 10 * random.NextDouble();
            var (sine, cosine) = (ReproducibleMath.SinOfTurns(turns), ReproducibleMath.CosOfTurns(turns));
            Assert.Equal(1, sine * sine + cosine * cosine, 5e-16);
            Assert.Equal(-sine, ReproducibleMath.SinOfTurns(-turns));
            Assert.Equal(cosine, ReproducibleMath.CosOfTurns(-turns));
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_is_no_angle_has_no_sine(double turns)
    {
        Assert.Equal(double.NaN, ReproducibleMath.SinOfTurns(turns));
        Assert.Equal(double.NaN, ReproducibleMath.CosOfTurns(turns));
    }
}
