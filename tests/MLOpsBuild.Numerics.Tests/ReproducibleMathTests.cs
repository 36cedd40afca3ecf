namespace MLOpsBuild.Numerics.Tests;

[Trait("Holds", "Digest")]
public sealed class ReproducibleMathTests
{
    private const double Tolerance = 2e-16;

    [Fact]
    public void Exp_agrees_with_the_platform_over_its_whole_range()
    {
        var random = new SeededRandom(1);
        for (var i = 0; i < 200_000; i++)
        {
            var x = (random.NextDouble() - 0.5) * (i % 2 == 0 ? 1400 : 4);
            AssertClose(Math.Exp(x), ReproducibleMath.Exp(x), x);
        }
    }

    [Fact]
    public void Log_agrees_with_the_platform_near_and_far_from_one()
    {
        var random = new SeededRandom(2);
        for (var i = 0; i < 200_000; i++)
        {
            var x = i % 2 == 0 ? Math.Exp((random.NextDouble() - 0.5) * 1400) : 0.5 + 1.5 * random.NextDouble();
            AssertClose(Math.Log(x), ReproducibleMath.Log(x), x);
        }
    }

    [Fact]
    public void Log1p_keeps_the_digits_of_a_small_argument()
    {
        Assert.Equal(1e-20, ReproducibleMath.Log1p(1e-20));
        AssertClose(9.9999999995e-11, ReproducibleMath.Log1p(1e-10), 1e-10);
        AssertClose(-1.00000000005e-10, ReproducibleMath.Log1p(-1e-10), -1e-10);
        for (var x = -0.9375; x < 40; x += 0.0625) AssertClose(Math.Log(1 + x), ReproducibleMath.Log1p(x), x);
    }

    [Fact]
    public void Pow_agrees_with_the_platform_for_large_and_small_powers()
    {
        var random = new SeededRandom(3);
        for (var i = 0; i < 50_000; i++)
        {
            var x = Math.Exp((random.NextDouble() - 0.5) * 20);
            var y = (random.NextDouble() - 0.5) * 60;
            AssertClose(Math.Pow(x, y), ReproducibleMath.Pow(x, y), x);
        }
    }

    [Fact]
    public void Pow_of_small_whole_numbers_is_exact()
    {
        for (var x = -12; x <= 12; x++)
        {
            var product = 1L;
            for (var y = 0; y <= 12; y++, product *= x) Assert.Equal(product, ReproducibleMath.Pow(x, y));
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(-746, 0)]
    [InlineData(-745.1332191019411, 4.9406564584124654e-324)]
    [InlineData(709.782712893384, 1.7976931348622732e308)]
    [InlineData(709.7827128933841, double.PositiveInfinity)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NaN, double.NaN)]
    public void Exp_has_the_special_values(double x, double expected) => Assert.Equal(expected, ReproducibleMath.Exp(x));

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, double.NegativeInfinity)]
    [InlineData(-1, double.NaN)]
    [InlineData(4.9406564584124654e-324, -744.4400719213812)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NaN, double.NaN)]
    public void Log_has_the_special_values(double x, double expected) => Assert.Equal(expected, ReproducibleMath.Log(x));

    [Fact]
    public void Pow_has_the_special_values_of_the_platform()
    {
        double[] values = [0, -0.0, 1, -1, 2, -2, 0.5, -0.5, 3, -3, 1e300, -1e300, 1e-300, double.PositiveInfinity, double.NegativeInfinity, double.NaN];
        foreach (var x in values)
        {
            foreach (var y in values)
            {
                var expected = Math.Pow(x, y);
                var found = ReproducibleMath.Pow(x, y);
                Assert.True(BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(found) || double.IsNaN(expected) && double.IsNaN(found)
                    || Math.Abs(found - expected) <= Tolerance * Math.Abs(expected), $"{x}^{y} is {found}, not {expected}");
            }
        }
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.7310585786300049)]
    [InlineData(-800, 0)]
    [InlineData(800, 1)]
    public void Sigmoid_has_known_values(double x, double expected) => AssertClose(expected, ReproducibleMath.Sigmoid(x), x);

    [Theory]
    [InlineData(0, 0.6931471805599453)]
    [InlineData(1000, 1000)]
    [InlineData(-40, 4.248354255291589e-18)]
    public void Log_one_plus_exp_never_overflows(double x, double expected) => AssertClose(expected, ReproducibleMath.LogOnePlusExp(x), x);

    // From sixty-digit arithmetic. A change of one bit would change every model's digest.
    [Theory]
    [InlineData(0.1, 0x3FF1AEC7B35A00D4, unchecked((long)0xC0026BB1BBB55515))]
    [InlineData(2.5, 0x40285D6FD931E0BB, 0x3FED5240F0E0E078)]
    [InlineData(77.7, 0x46F11E18088A5987, 0x40116952E37A90AC)]
    public void Results_have_the_same_bits_as_ever(double x, long exp, long log)
    {
        Assert.Equal(exp.ToString("X16"), BitConverter.DoubleToInt64Bits(ReproducibleMath.Exp(x)).ToString("X16"));
        Assert.Equal(log.ToString("X16"), BitConverter.DoubleToInt64Bits(ReproducibleMath.Log(x)).ToString("X16"));
    }

    // A whole unit in the last place is allowed on top, for the platform's own error and for results below the normal range.
    private static void AssertClose(double expected, double found, double x) =>
        Assert.True(Math.Abs(found - expected) <= Math.Max(Tolerance * Math.Abs(expected), Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected)), $"at {x:R}: {found:R}, not {expected:R}");
}
