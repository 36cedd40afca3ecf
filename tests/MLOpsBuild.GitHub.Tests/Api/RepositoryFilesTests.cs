using System.Text;
using MLOpsBuild.Tests.GitHub;

namespace MLOpsBuild.GitHub.Tests.Api;

public sealed class RepositoryFilesTests
{
    [Fact]
    public async Task A_file_is_read_with_all_its_bytes_and_a_missing_one_is_null()
    {
        await using var server = await FakeGitHub.StartAsync();
        var bytes = Encoding.UTF8.GetBytes(new string('x', 5000) + "é");
        server.Files["a b/gates.json"] = bytes;
        var api = Connected.To(server);

        Assert.Equal(bytes, await api.Files.ReadAsync("a b/gates.json", "main", Cancel));
        Assert.Null(await api.Files.ReadAsync("gates.json", "main", Cancel));
        Assert.Equal("main", server.Asked.First().Query["ref"]);
    }

    [Theory]
    [InlineData("../secrets")]
    [InlineData("a//b")]
    public async Task A_path_that_leads_elsewhere_is_refused_before_anything_is_asked(string path)
    {
        await using var server = await FakeGitHub.StartAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => Connected.To(server).Files.ReadAsync(path, "main", Cancel));

        Assert.Empty(server.Asked);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
