namespace MLOpsBuild.GitHub.Tests;

public sealed class GitHubRepositoryTests
{
    [Fact]
    public void Owner_and_name_are_read_and_compared_without_case()
    {
        var repository = GitHubRepository.Parse("Acme/models.next");

        Assert.Equal("Acme", repository.Owner);
        Assert.Equal("models.next", repository.Name);
        Assert.Equal(GitHubRepository.Parse("acme/Models.Next"), repository);
        Assert.Equal(GitHubRepository.Parse("acme/Models.Next").GetHashCode(), repository.GetHashCode());
        Assert.NotEqual(GitHubRepository.Parse("acme/other"), repository);
    }

    [Theory]
    [InlineData("")]
    [InlineData("acme")]
    [InlineData("acme/")]
    [InlineData("acme/..")]
    [InlineData("acme/a/b")]
    [InlineData("acme/a?b")]
    [InlineData("../models")]
    [InlineData("acme/a b")]
    public void What_is_no_repository_is_refused(string text) => Assert.Throws<FormatException>(() => GitHubRepository.Parse(text));
}
