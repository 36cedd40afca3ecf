using MLOpsBuild.Architecture.Tests.Projects;
using MLOpsBuild.Architecture.Tests.Repository;

namespace MLOpsBuild.Architecture.Tests.Code;

public sealed class NamespaceCircleTests
{
    public static TheoryData<string> Libraries => [.. RepositoryFiles.Libraries];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void The_namespaces_of_a_library_form_no_circle(string library)
    {
        using var assembly = AssemblyUses.Of(library);
        var uses = assembly.TypeUses()
            .Where(u => u.FromNamespace != u.ToNamespace && u.FromNamespace.Length > 0 && u.ToNamespace.Length > 0)
            .ToList();

        var circles = Circles.Find(uses.Select(u => (u.FromNamespace, u.ToNamespace)));

        Assert.True(circles.Count == 0, $"{string.Join('\n', circles)}\nEach arrow with the types behind it:\n{Explain(circles, uses)}");
    }

    [Fact]
    public void Uses_are_found_in_bases_signatures_fields_and_code()
    {
        using var assembly = new AssemblyUses(typeof(NamespaceCircleTests).Assembly.Location);
        var uses = assembly.TypeUses().Select(u => (u.FromNamespace.Split('.')[^1], u.ToNamespace.Split('.')[^1])).ToHashSet();

        Assert.Contains(("Code", "Projects"), uses);
        Assert.Contains(("Code", "Repository"), uses);
        Assert.DoesNotContain(("Projects", "Code"), uses);
    }

    private static string Explain(IReadOnlyList<string> circles, List<TypeUse> uses)
    {
        var arrows = circles.SelectMany(c => c.Split(" → ").Zip(c.Split(" → ").Skip(1)));
        return string.Join('\n', arrows.Select(a => $"{a.First} → {a.Second}: {string.Join(", ", uses
            .Where(u => u.FromNamespace == a.First && u.ToNamespace == a.Second)
            .Select(u => $"{u.From.Split('.')[^1]} uses {u.To.Split('.')[^1]}").Distinct().Order(StringComparer.Ordinal).Take(40))}"));
    }
}
