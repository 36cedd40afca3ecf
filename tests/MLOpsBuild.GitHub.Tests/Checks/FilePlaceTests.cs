using MLOpsBuild.GitHub.Checks;

namespace MLOpsBuild.GitHub.Tests.Checks;

public sealed class FilePlaceTests
{
    [Theory]
    [InlineData("pipelines/a/schema.json:3:7", "pipelines/a/schema.json", 3, 7)]
    [InlineData("data.csv:12", "data.csv", 12, null)]
    public void A_line_of_a_file_is_read(string place, string path, int line, int? column) => Assert.Equal(new FilePlace(path, line, column), FilePlace.Find(place));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("distance>2000")]
    [InlineData("hour:7")]
    [InlineData("data.csv")]
    [InlineData("data.csv:0")]
    [InlineData("data.csv:-1")]
    [InlineData("data.csv:1:x")]
    [InlineData("data.csv:1:2:3")]
    [InlineData("/etc/a.conf:1")]
    [InlineData("../a.json:1")]
    [InlineData("a\\b.json:1")]
    [InlineData("C:\\b.json:1")]
    public void Another_place_is_no_line(string? place) => Assert.Null(FilePlace.Find(place));
}
