using System.Net;
using System.Text;
using MLOpsBuild.GitHub.Api;
using MLOpsBuild.GitHub.Rest;
using MLOpsBuild.Tests.GitHub;

namespace MLOpsBuild.GitHub.Tests.Rest;

public sealed class HostileAnswerTests
{
    [Fact]
    public async Task A_list_is_read_over_three_pages()
    {
        await using var server = await FakeGitHub.StartAsync();
        server.MostPerPage = 2;
        for (var i = 0; i < 5; i++) server.AddComment(1, "ada", $"comment {i}");

        var all = await Connected.To(server).Comments.ListAsync(1, Cancel);

        Assert.Equal(["comment 0", "comment 1", "comment 2", "comment 3", "comment 4"], all.Select(c => c.Body));
        Assert.Equal(3, server.Asked.Count);
    }

    [Theory]
    [InlineData("<https://evil.example/api/v3/repos/acme/models/issues/1/comments?page=2>; rel=\"next\"")]
    [InlineData("<//evil.example/api/v3/x>; rel=\"next\"")]
    [InlineData("</other?page=2>; rel=\"next\"")]
    [InlineData("<../../../admin>; rel=\"next\"")]
    [InlineData("<http://x@127.0.0.1:1/api/v3/x>; rel=\"next\"")]
    public async Task A_next_page_elsewhere_is_refused_and_never_asked(string link)
    {
        await using var server = await FakeGitHub.StartAsync();
        server.Spoil = (_, headers) => headers["Link"] = link;

        var problem = await Assert.ThrowsAsync<GitHubException>(() => Connected.To(server).Comments.ListAsync(1, Cancel));

        Assert.Contains("its next page is not at 127.0.0.1", problem.Message, StringComparison.Ordinal);
        Assert.Single(server.Asked);
    }

    [Fact]
    public async Task A_list_that_leads_in_a_circle_is_refused()
    {
        await using var server = await FakeGitHub.StartAsync();
        server.Spoil = (request, headers) => headers["Link"] = $"<{server.Api}/{request.Path}?page=2>; rel=\"next\"";

        await Assert.ThrowsAsync<GitHubException>(() => Connected.To(server).Comments.ListAsync(1, Cancel));

        Assert.Equal(2, server.Asked.Count);
    }

    [Fact]
    public async Task A_list_without_an_end_is_refused()
    {
        await using var server = await FakeGitHub.StartAsync();
        server.Spoil = (request, headers) => headers["Link"] = $"<{server.Api}/{request.Path}?page={server.Asked.Count + 1}>; rel=\"next\"";

        await Assert.ThrowsAsync<GitHubException>(() => Connected.To(server).Comments.ListAsync(1, Cancel));

        Assert.Equal(50, server.Asked.Count);
    }

    [Fact]
    public async Task An_answer_that_is_too_long_is_not_read_to_its_end()
    {
        using var endless = new Says(_ => new HttpResponseMessage { Content = new StreamContent(new Endless()) });
        using var announced = new Says(_ => new HttpResponseMessage { Content = new StreamContent(new Endless()) { Headers = { ContentLength = 1L << 40 } } });

        foreach (var handler in new[] { endless, announced })
        {
            var problem = await Assert.ThrowsAsync<GitHubException>(() => Api(handler).Comments.ListAsync(1, Cancel));
            Assert.Contains("it has more than 32 MiB", problem.Message, StringComparison.Ordinal);
            Assert.Single(handler.Asked);
        }
    }

    [Fact]
    public async Task A_redirect_on_the_same_host_is_followed_and_one_to_another_is_not()
    {
        using var same = new Says(r => r.RequestUri!.AbsolutePath.StartsWith("/repos/", StringComparison.Ordinal) ? Redirect("/repositories/7/comments") : Body("[]"));
        using var other = new Says(_ => Redirect("https://evil.example/repositories/7/comments"));
        using var clear = new Says(_ => Redirect("http://api.github.com/repositories/7/comments"));

        Assert.Empty(await Api(same).Comments.ListAsync(1, Cancel));
        await Assert.ThrowsAsync<GitHubException>(() => Api(other).Comments.ListAsync(1, Cancel));
        await Assert.ThrowsAsync<GitHubException>(() => Api(clear).Comments.ListAsync(1, Cancel));

        Assert.Equal(2, same.Asked.Count);
        Assert.Single(other.Asked);
        Assert.Single(clear.Asked);
    }

    [Fact]
    public async Task A_change_of_a_repository_that_was_renamed_is_refused_with_the_reason()
    {
        using var handler = new Says(_ => Redirect("/repositories/7/comments"));

        var problem = await Assert.ThrowsAsync<GitHubException>(() => Api(handler).Comments.CreateAsync(1, "report", Cancel));

        Assert.Contains("The repository has another name now", problem.Message, StringComparison.Ordinal);
        Assert.Single(handler.Asked);
    }

    [Theory]
    [InlineData("<html>welcome to the proxy</html>")]
    [InlineData("null")]
    [InlineData("""[{"id":1,"user":null,"html_url":"https://x"}]""")]
    [InlineData("""[{"id":"1","user":null,"html_url":"https://x","body":""}]""")]
    [InlineData("""[{"id":1,"user":null,"html_url":null,"body":""}]""")]
    [InlineData("""[{"id":1,"user":{},"html_url":"https://x","body":""}]""")]
    public async Task An_answer_that_is_not_as_described_is_refused(string body)
    {
        using var handler = new Says(_ => Body(body));

        var problem = await Assert.ThrowsAsync<GitHubException>(() => Api(handler).Comments.ListAsync(1, Cancel));

        Assert.StartsWith("The answer to GET repos/acme/models/issues/1/comments was refused: it is n", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_call_says_who_it_is_from_and_what_it_wants()
    {
        using var handler = new Says(_ => Body("[]"));

        await Api(handler).Comments.ListAsync(1, Cancel);

        Assert.Equal(
            ["Accept: application/vnd.github+json", "Authorization: Bearer ghs_secret", "User-Agent: MLOpsBuild", "X-GitHub-Api-Version: 2022-11-28"],
            handler.Asked.Single().Headers.Select(h => $"{h.Key}: {string.Join(',', h.Value)}").Order(StringComparer.Ordinal));
    }

    private static GitHubApi Api(HttpMessageHandler handler) => new(new GitHubOptions
    {
        Repository = GitHubRepository.Parse("acme/models"), Credentials = GitHubCredentials.OfWorkflow("ghs_secret"), Handler = handler, Time = new SkippingTime(),
    });

    private static HttpResponseMessage Body(string text) => new() { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(text)) };

    private static HttpResponseMessage Redirect(string to) => new(HttpStatusCode.MovedPermanently) { Headers = { Location = new Uri(to, UriKind.RelativeOrAbsolute) } };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private sealed class Says(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        public List<HttpRequestMessage> Asked { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add(request);
            return Task.FromResult(answer(request));
        }
    }

    private sealed class Endless : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            buffer.AsSpan(offset, count).Fill((byte)' ');
            return count;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
