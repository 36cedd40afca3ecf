namespace MLOpsBuild.Architecture.Tests.Projects;

public sealed class CirclesTests
{
    [Fact]
    public void A_graph_that_points_down_has_none()
    {
        Assert.Empty(Circles.Find([("a", "b"), ("a", "c"), ("b", "c"), ("c", "c")]));
    }

    [Fact]
    public void The_shortest_circle_is_written_out()
    {
        Assert.Equal(["b → c → d → b"], Circles.Find([("a", "b"), ("b", "c"), ("c", "d"), ("d", "b"), ("d", "e")]));
    }

    [Fact]
    public void Separate_circles_are_all_found()
    {
        Assert.Equal(["a → b → a", "x → y → x"], Circles.Find([("x", "y"), ("y", "x"), ("b", "a"), ("a", "b")]));
    }
}
