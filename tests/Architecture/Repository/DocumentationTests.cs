using System.Text.RegularExpressions;
using System.Xml.Linq;
using MLOpsBuild.Architecture.Tests.Projects;

namespace MLOpsBuild.Architecture.Tests.Repository;

/// <summary>The pages that list things list what is there.</summary>
public sealed partial class DocumentationTests
{
    [Fact]
    public void Every_pinned_package_has_a_line_with_its_reason_and_no_other_has()
    {
        var pinned = XDocument.Parse(RepositoryFiles.Read("Directory.Packages.props")).Descendants("PackageVersion").Select(p => p.Attribute("Include")!.Value);
        var listed = RepositoryFiles.Read("docs/dependencies.md").Split("\nPrograms ")[0].Split('\n')
            .Select(l => l.Split('|')).Where(c => c.Length == 5).Select(c => c[1].Trim()).Where(c => c is not ("Package" or "---"));

        Assert.Equal(pinned.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_diagram_draws_exactly_the_allowed_references()
    {
        var drawn = Arrow().Matches(RepositoryFiles.Read("docs/architecture.md"))
            .SelectMany(m => m.Groups[2].Value.Split('&').Select(to => ($"MLOpsBuild.{m.Groups[1].Value}", $"MLOpsBuild.{to.Trim()}")));
        var allowed = Floors.Allowed.SelectMany(f => f.Value.Select(to => (f.Key, to)));

        Assert.Equal(allowed.Order(), drawn.Order());
    }

    [Fact]
    public void Every_library_has_a_row_in_the_table_of_projects()
    {
        var page = RepositoryFiles.Read("docs/architecture.md");

        Assert.All(RepositoryFiles.Libraries, library => Assert.Contains($"| `{library}` |", page, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^  (\w+) --> ([\w& ]+)$", RegexOptions.Multiline)]
    private static partial Regex Arrow();
}
