using MLOpsBuild.Learning.Projections;
using MLOpsBuild.Learning.Tests.Linear;

namespace MLOpsBuild.Learning.Tests.Projections;

public sealed class PrincipalComponentsTests
{
    private static double[][] Columns(string table) => [.. Reference.Table(table).Features.Columns.Select(c => c.ToNumbers())];

    [Fact]
    public void Components_equal_those_of_scikit_learn_on_breast_cancer()
    {
        var theirs = Reference.Of("pca");
        var ours = PrincipalComponents.Fit(Columns("breast-cancer"));

        Assert.Equal(theirs.GetProperty("variance").Numbers(), ours.Variances, (a, b) => Math.Abs(a - b) <= 1e-9 * ours.TotalVariance && Math.Abs(a - b) <= 1e-6 * a);
        Assert.Equal(theirs.Number("total"), ours.TotalVariance, 1e-9 * ours.TotalVariance);
        var components = theirs.GetProperty("components").Rows();
        var places = ours.Project(Columns("breast-cancer"));
        for (var k = 0; k < components.Length; k++)
        {
            // Either of two opposite directions is a component.
            var sign = Math.Sign(components[k].Zip(ours.Directions[k], (a, b) => a * b).Sum());
            Reference.Close(components[k], Array.ConvertAll(ours.Directions[k], v => sign * v), 1e-9);
            Reference.Close([.. theirs.GetProperty("places").Rows().Select(row => row[k])], [.. places[k][..10].Select(v => sign * v)], 1e-8);
        }
    }

    [Fact]
    public void Diagonal_cloud_is_worked_by_hand()
    {
        var ours = PrincipalComponents.Fit([[1, 2, 3], [3, 2, 1]]);

        Assert.Equal([2.0, 0], ours.Variances, (a, b) => Math.Abs(a - b) < 1e-15);
        Reference.Close([Math.Sqrt(0.5), -Math.Sqrt(0.5)], ours.Directions[0], 1e-15);
        Reference.Close([-Math.Sqrt(2), 0, Math.Sqrt(2)], ours.Project([[1, 2, 3], [3, 2, 1]])[0], 1e-15);
    }

    [Fact]
    public void Greatest_entry_of_each_direction_is_positive() =>
        Assert.All(PrincipalComponents.Fit(Columns("wine")).Directions, d => Assert.True(d.MaxBy(Math.Abs) > 0));

    [Fact]
    public void Components_do_not_depend_on_threads()
    {
        var columns = Columns("diabetes").Select(c => Enumerable.Repeat(c, 20).SelectMany(v => v).ToArray()).ToArray();
        var one = PrincipalComponents.Fit(columns);

        Assert.All([2, 3, 8], threads => Assert.Equal(one.Directions.SelectMany(d => d), PrincipalComponents.Fit(columns, threads).Directions.SelectMany(d => d)));
    }

    [Fact]
    public void Missing_values_are_refused() => Assert.Throws<ArgumentException>(() => PrincipalComponents.Fit([[1, double.NaN]]));
}
