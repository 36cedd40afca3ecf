using System.Globalization;

namespace MLOpsBuild.Architecture.Tests.Repository;

/// <summary>A decision record says when, why, what, and what follows.</summary>
public sealed class DecisionRecordTests
{
    private static readonly string[] Sections = ["## Context", "## Decision", "## Consequences"];

    public static TheoryData<string> Records => [.. RepositoryFiles.Below("docs/decisions", "*.md").Where(f => !f.EndsWith("/README.md", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Records))]
    public void A_record_is_numbered_dated_and_complete(string path)
    {
        Assert.Empty(Problems(Path.GetFileName(path), RepositoryFiles.Read(path)));
    }

    [Fact]
    public void No_two_records_have_the_same_number()
    {
        var numbers = RepositoryFiles.Below("docs/decisions", "*.md").Select(f => Path.GetFileName(f)[..4]).ToList();

        Assert.Equal(numbers.Distinct(), numbers);
    }

    [Fact]
    public void What_a_record_lacks_is_named()
    {
        Assert.Equal(
            ["The name does not begin with a number of four digits.", "There is no line 'Date: yyyy-MM-dd'.", "There is no section '## Decision'."],
            Problems("choice.md", "# Choice\n\n## Context\n\nDate: soon\n\n## Consequences\n"));
    }

    private static IEnumerable<string> Problems(string name, string text)
    {
        var lines = text.Split('\n');
        if (!name.Take(4).All(char.IsAsciiDigit)) yield return "The name does not begin with a number of four digits.";
        if (!lines.Any(IsDate)) yield return "There is no line 'Date: yyyy-MM-dd'.";
        foreach (var section in Sections.Except(lines)) yield return $"There is no section '{section}'.";
    }

    private static bool IsDate(string line) =>
        line.StartsWith("Date: ", StringComparison.Ordinal)
        && DateOnly.TryParseExact(line[6..], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
