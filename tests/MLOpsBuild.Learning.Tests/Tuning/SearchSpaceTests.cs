using MLOpsBuild.Learning.Tuning;

namespace MLOpsBuild.Learning.Tests.Tuning;

public sealed class SearchSpaceTests
{
    [Fact]
    public void Key_is_sorted_by_name_whatever_the_order_of_the_values() =>
        Assert.Equal("depth=4;trees=200", Searches.Values(("trees", "200"), ("depth", "4")).Key);

    [Theory]
    [InlineData("a;b", "1")]
    [InlineData("a=b", "1")]
    [InlineData("@rows", "1")]
    [InlineData("", "1")]
    [InlineData("a", "1;b=2")]
    public void Values_that_would_make_a_key_ambiguous_are_refused(string name, string value) =>
        Assert.Throws<ArgumentException>(() => Searches.Values((name, value)));

    [Fact]
    public void Trial_on_a_share_of_the_rows_has_a_key_of_its_own()
    {
        Assert.Equal("a=1", new Trial(3, Searches.Values(("a", "1"))).Key);
        Assert.Equal("a=1;@rows=0.5", new Trial(3, Searches.Values(("a", "1")), 0.5).Key);
    }

    [Fact]
    public void Grid_multiplies_only_parameters_that_have_a_value()
    {
        var keys = new GridSearch(Searches.Options(Searches.Forest, 100), points: 2).Next([])!.Trials.Select(t => t.Key);
        Assert.Equal(
            [
                "depth=2;method=trees;rate=0.01", "depth=2;method=trees;rate=1", "depth=9;method=trees;rate=0.01", "depth=9;method=trees;rate=1",
                "intercept=false;method=linear", "intercept=true;method=linear",
            ],
            keys);
    }

    [Fact]
    public void Grid_of_a_number_is_spread_evenly_and_holds_both_ends()
    {
        Assert.Equal(["1", "4", "7", "10"], new IntegerDimension("a", 1, 10).Grid(4));
        Assert.Equal(["1", "3", "5"], new IntegerDimension("a", 1, 6, step: 2).Grid(9));
        Assert.Equal(["0.001", "0.01", "0.1", "1"], new RealDimension("a", 0.001, 1, isLogarithmic: true).Grid(4));
        Assert.Equal(["0", "0.5", "1"], new RealDimension("a", 0, 1).Grid(3));
    }

    [Fact]
    public void Every_integer_has_its_share_of_the_interval()
    {
        var dimension = new IntegerDimension("a", 10, 50, step: 20);
        Assert.Equal(["10", "10", "30", "30", "50", "50"], new[] { 0, 0.333, 0.334, 0.666, 0.667, 1 }.Select(dimension.At));
        foreach (var logarithmic in new[] { false, true })
        {
            var all = new IntegerDimension("a", 1, 300, isLogarithmic: logarithmic);
            for (var i = 1; i <= 300; i++) Assert.Equal($"{i}", all.At(all.PlaceOf($"{i}")!.Value));
        }
    }

    [Fact]
    public void Logarithmic_number_gives_each_order_of_magnitude_an_equal_share()
    {
        var dimension = new RealDimension("a", 0.001, 1, isLogarithmic: true);
        Assert.Equal("0.01", dimension.At(1.0 / 3));
        Assert.Equal(2.0 / 3, dimension.PlaceOf("0.1")!.Value, 12);
    }

    [Fact]
    public void Real_number_is_drawn_with_six_digits_and_within_its_bounds()
    {
        Assert.Equal("0.333333", new RealDimension("a", 0, 1).At(1.0 / 3));
        Assert.Equal("0.12345678", new RealDimension("a", 0.12345678, 1).At(0));
    }

    [Fact]
    public void Space_tells_all_its_problems()
    {
        var problem = Assert.Throws<ArgumentException>(() => new SearchSpace(
            new IntegerDimension("a", 1, 2) { When = new Condition("b", ["x"]) },
            new CategoryDimension("b", "x"),
            new SwitchDimension("c") { When = new Condition("b", ["y"]) },
            new SwitchDimension("c")));
        Assert.Contains("a depends on 'b', which is no parameter before it", problem.Message, StringComparison.Ordinal);
        Assert.Contains("c depends on b being y, which it never is", problem.Message, StringComparison.Ordinal);
        Assert.Contains("Two parameters are named 'c'", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("method=linear;intercept=true", null)]
    [InlineData("method=linear", "intercept has no value.")]
    [InlineData("method=linear;intercept=true;depth=4", "depth has a value only when method is trees.")]
    [InlineData("method=trees;depth=12;rate=0.1", "12 is no value of depth.")]
    [InlineData("method=trees;depth=4;rate=0.1;bins=3", "There is no parameter bins.")]
    public void Values_are_held_against_the_space(string values, string? expected) =>
        Assert.Equal(expected, Searches.Forest.WhyNot(Searches.Values(values.Split(';').Select(v => v.Split('=')).Select(v => (v[0], v[1])))));
}
