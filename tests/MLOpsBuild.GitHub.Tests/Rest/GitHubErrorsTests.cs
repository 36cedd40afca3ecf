using MLOpsBuild.GitHub.Api;
using MLOpsBuild.GitHub.Rest;
using MLOpsBuild.Tests.GitHub;

namespace MLOpsBuild.GitHub.Tests.Rest;

public sealed class GitHubErrorsTests
{
    [Fact]
    public async Task A_missing_permission_is_named_with_the_place_to_set_it()
    {
        await using var server = await FakeGitHub.StartAsync();
        server.Forbidden.Add("check-runs");

        var problem = await Assert.ThrowsAsync<GitHubException>(() => Connected.To(server).CheckRuns.CreateAsync(
            new NewCheckRun("m / g", new string('a', 40), "x", CheckProgress.Completed, CheckConclusion.Success, new CheckOutput("t", "s", [])), Cancel));

        Assert.Equal(403, problem.Status);
        Assert.Equal("POST", problem.Method);
        Assert.Equal("repos/acme/models/check-runs", problem.Path);
        Assert.Equal(
            "GitHub answered 403 on POST repos/acme/models/check-runs: Resource not accessible by integration. The call needs 'checks: write': in a workflow set it under 'permissions:'; "
            + "for a GitHub App or a fine-grained token set 'Checks: Read and write' in its settings (an App's owner then accepts the change for the installation). "
            + "A workflow that a pull request from a fork starts has a token that only reads. A user's token cannot write checks.",
            problem.Message);
    }

    [Fact]
    public async Task A_pull_request_that_may_not_be_opened_names_the_switch_of_the_repository()
    {
        await using var server = await FakeGitHub.StartAsync();
        server.Forbidden.Add("/pulls");

        var problem = await Assert.ThrowsAsync<GitHubException>(() => Connected.To(server).Pulls.CreateAsync(new NewPull("t", "b", "main", ""), Cancel));

        Assert.Contains("'pull-requests: write'", problem.Message, StringComparison.Ordinal);
        Assert.Contains("'Allow GitHub Actions to create and approve pull requests'", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_GitHub_itself_accepts_is_passed_on()
    {
        await using var server = await FakeGitHub.StartAsync();
        server.Faults.Add(Fault.Refusal("GET", "comments", 404, "Not Found", ("X-Accepted-GitHub-Permissions", "issues=read; pull_requests=read")));

        var problem = await Assert.ThrowsAsync<GitHubException>(() => Connected.To(server).Comments.ListAsync(1, Cancel));

        Assert.Contains("It is not there, or the token may not see it. The call needs 'pull-requests: read'", problem.Message, StringComparison.Ordinal);
        Assert.EndsWith("GitHub accepts: issues=read; pull_requests=read.", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fields_that_GitHub_finds_wrong_are_kept_and_told()
    {
        await using var server = await FakeGitHub.StartAsync();

        var problem = await Assert.ThrowsAsync<GitHubException>(() => Connected.To(server).Pulls.CreateAsync(new NewPull("t", "no-such-branch", "main", ""), Cancel));

        Assert.Equal(422, problem.Status);
        Assert.Equal([new FieldError("PullRequest", "head", "invalid")], problem.Fields);
        Assert.Contains("Validation Failed (PullRequest.head invalid)", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_the_server_repeats_is_taken_out_of_the_error()
    {
        await using var server = await FakeGitHub.StartAsync();
        server.Faults.Add(Fault.Refusal("GET", "comments", 400, "bad token workflow-token\u001b[31m\nnext line"));

        var problem = await Assert.ThrowsAsync<GitHubException>(() => Connected.To(server).Comments.ListAsync(1, Cancel));

        Assert.Contains("bad token ***", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("workflow-token", problem.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(problem.Message, char.IsControl);
    }

    [Fact]
    public async Task A_wrong_token_is_called_that()
    {
        await using var server = await FakeGitHub.StartAsync();

        var problem = await Assert.ThrowsAsync<GitHubException>(() => Connected.To(server, GitHubCredentials.OfUser("ghp_unknown")).LoginAsync(Cancel));

        Assert.Equal("GitHub answered 401 on GET user: Bad credentials. The token is not accepted: it is wrong, revoked or has expired.", problem.Message);
    }

    [Theory]
    [InlineData("""{"message":"m","errors":["one","two"]}""", "m", "one|two")]
    [InlineData("""{"message":"m","errors":"all"}""", "m", "all")]
    [InlineData("""{"message":3,"errors":[4,{"code":"missing","field":"f","resource":"r"}]}""", "", "missing")]
    [InlineData("[]", "", "")]
    [InlineData("<html>", "", "")]
    [InlineData("", "", "")]
    public void Words_are_read_from_every_form_that_GitHub_uses(string body, string message, string problems)
    {
        var read = ErrorBody.Read(System.Text.Encoding.UTF8.GetBytes(body));

        Assert.Equal(message, read.Message);
        Assert.Equal(problems, string.Join('|', read.Fields.Select(f => f.Problem)));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
