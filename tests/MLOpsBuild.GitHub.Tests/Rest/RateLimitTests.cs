using MLOpsBuild.Tests.GitHub;

namespace MLOpsBuild.GitHub.Tests.Rest;

public sealed class RateLimitTests
{
    [Fact]
    public async Task The_primary_limit_is_waited_for_until_it_is_reset()
    {
        await using var server = await FakeGitHub.StartAsync();
        var time = new SkippingTime();
        var reset = (time.GetUtcNow() + TimeSpan.FromMinutes(3)).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        server.Faults.Add(Fault.Refusal("POST", "comments", 403, "API rate limit exceeded", ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", reset)));

        await Connected.To(server, time: time).Comments.CreateAsync(1, "report", Cancel);

        Assert.Equal([TimeSpan.FromSeconds(181)], time.Waits);
        Assert.Single(server.Comments);
    }

    [Fact]
    public async Task The_secondary_limit_is_waited_for_as_long_as_it_says()
    {
        await using var server = await FakeGitHub.StartAsync();
        var time = new SkippingTime();
        server.Faults.Add(Fault.Refusal("POST", "comments", 403, "You have exceeded a secondary rate limit", ("Retry-After", "42")));

        await Connected.To(server, time: time).Comments.CreateAsync(1, "report", Cancel);

        Assert.Equal([TimeSpan.FromSeconds(42)], time.Waits);
        Assert.Single(server.Comments);
    }

    [Fact]
    public async Task A_secondary_limit_without_a_time_is_given_a_minute_then_two()
    {
        await using var server = await FakeGitHub.StartAsync();
        var time = new SkippingTime();
        server.Faults.AddRange([Fault.Refusal("GET", "comments", 403, "You have exceeded a secondary rate limit."), Fault.Refusal("GET", "comments", 429)]);

        await Connected.To(server, time: time).Comments.ListAsync(1, Cancel);

        Assert.Equal([TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2)], time.Waits);
    }

    [Theory]
    [InlineData("Retry-After", "3600")]
    [InlineData("Retry-After", "99999999999")]
    [InlineData("x-ratelimit-reset", "253402300799")]
    public async Task A_wait_over_the_bound_is_an_error_that_says_when_to_come_back(string header, string value)
    {
        await using var server = await FakeGitHub.StartAsync();
        var time = new SkippingTime();
        server.Faults.Add(Fault.Refusal("GET", "comments", 403, "secondary rate limit", ("x-ratelimit-remaining", "0"), (header, value)));

        var problem = await Assert.ThrowsAsync<GitHubException>(() => Connected.To(server, time: time).Comments.ListAsync(1, Cancel));

        Assert.Contains("it asks to come back at ", problem.Message, StringComparison.Ordinal);
        Assert.Contains("waits at most 10 min", problem.Message, StringComparison.Ordinal);
        Assert.Empty(time.Waits);
    }

    [Fact]
    public async Task Waits_of_one_call_are_bounded_together()
    {
        await using var server = await FakeGitHub.StartAsync();
        var time = new SkippingTime();
        server.Faults.AddRange(Enumerable.Range(0, 4).Select(_ => Fault.Refusal("GET", "comments", 429, "", ("Retry-After", "240"))));

        await Assert.ThrowsAsync<GitHubException>(() => Connected.To(server, time: time).Comments.ListAsync(1, Cancel));

        Assert.Equal([TimeSpan.FromSeconds(240), TimeSpan.FromSeconds(240)], time.Waits);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    public async Task A_refusal_for_another_reason_is_not_waited_for(int status)
    {
        await using var server = await FakeGitHub.StartAsync();
        var time = new SkippingTime();
        server.Faults.Add(Fault.Refusal("GET", "comments", status, "Resource not accessible by integration", ("x-ratelimit-remaining", "4999"), ("x-ratelimit-reset", "1")));

        await Assert.ThrowsAsync<GitHubException>(() => Connected.To(server, time: time).Comments.ListAsync(1, Cancel));

        Assert.Empty(time.Waits);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
