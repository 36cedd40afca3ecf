using MLOpsBuild.Targets.Reporting;

namespace MLOpsBuild.Targets.Tests.Reporting;

public sealed class AnnotationTests : IDisposable
{
    private readonly BuildFixture _fixture = new();

    public AnnotationTests() => (_fixture.Root / "src" / "a,b.cs").WriteAllText("");

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("src/a,b.cs:12: odd", "file=src/a%2Cb.cs,line=12,title=Test::src/a,b.cs:12: odd")]
    [InlineData("src/a,b.cs:12:3: odd", "file=src/a%2Cb.cs,line=12,col=3,title=Test::src/a,b.cs:12:3: odd")]
    [InlineData("  src/a,b.cs(12,3): error CS1: odd", "file=src/a%2Cb.cs,line=12,col=3,title=Test::  src/a,b.cs(12,3): error CS1: odd")]
    [InlineData("src/missing.cs:12: odd", "title=Test::src/missing.cs:12: odd")]
    [InlineData("../../etc/passwd:1: odd", "title=Test::../../etc/passwd:1: odd")]
    [InlineData("at 12:30: odd", "title=Test::at 12:30: odd")]
    [InlineData("100% odd\r\n::set-output", "title=Test::100%25 odd%0D%0A::set-output")]
    public void Place_is_named_when_the_text_begins_with_a_file_of_the_repository(string text, string expected) =>
        Assert.Equal("::warning " + expected, Annotation.Of(LogLevel.Warning, "Test", text, _fixture.Root));

    [Fact]
    public void Absolute_path_becomes_one_of_the_repository() =>
        Assert.StartsWith("::error file=src/a%2Cb.cs,line=7::", Annotation.Of(LogLevel.Error, null, $"{_fixture.Root}/src/a,b.cs:7: odd", _fixture.Root), StringComparison.Ordinal);
}
