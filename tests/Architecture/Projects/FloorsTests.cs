using System.Xml.Linq;
using MLOpsBuild.Architecture.Tests.Repository;

namespace MLOpsBuild.Architecture.Tests.Projects;

public sealed class FloorsTests
{
    [Fact]
    public void Every_library_refers_only_to_those_below_it()
    {
        var violations = RepositoryFiles.Libraries.SelectMany(library => Floors.Violations(library, ReferencesOf(library)));

        Assert.Empty(violations);
    }

    [Fact]
    public void Every_floor_is_a_library()
    {
        Assert.Equal(Floors.Allowed.Keys.Order(StringComparer.Ordinal), RepositoryFiles.Libraries);
    }

    [Fact]
    public void The_floors_have_no_circle()
    {
        var edges = Floors.Allowed.SelectMany(f => f.Value.Select(to => (f.Key, to)));

        Assert.Empty(Circles.Find(edges));
    }

    [Theory]
    [InlineData("MLOpsBuild.Tables", "MLOpsBuild.Pipelines")]
    [InlineData("MLOpsBuild.Learning", "MLOpsBuild.Data")]
    [InlineData("MLOpsBuild.Delivery", "MLOpsBuild.Reporting")]
    public void A_reference_upward_or_sideways_is_named(string from, string to)
    {
        var violation = Assert.Single(Floors.Violations(from, [to]));

        Assert.StartsWith($"{from} refers to {to},", violation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_without_a_floor_is_named()
    {
        Assert.Contains("MLOpsBuild.Attic", Assert.Single(Floors.Violations("MLOpsBuild.Attic", [])), StringComparison.Ordinal);
    }

    private static IEnumerable<string> ReferencesOf(string library) => XDocument
        .Parse(RepositoryFiles.Read($"src/{library}/{library}.csproj"))
        .Descendants("ProjectReference")
        .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));
}
