using MLOpsBuild.GitHub;
using MLOpsBuild.GitHub.Api;
using MLOpsBuild.GitHub.Rest;

namespace MLOpsBuild.Tests.GitHub;

/// <summary>Our client, talking to the fake.</summary>
internal static class Connected
{
    /// <summary>As a workflow does, on a clock that skips waits, unless said otherwise.</summary>
    public static GitHubApi To(FakeGitHub server, GitHubCredentials? credentials = null, TimeProvider? time = null) => new(Options(server, credentials, time));

    public static GitHubOptions Options(FakeGitHub server, GitHubCredentials? credentials = null, TimeProvider? time = null) => new()
    {
        Repository = GitHubRepository.Parse(FakeGitHub.Repository),
        Address = GitHubAddress.Parse(server.Api),
        Credentials = credentials ?? GitHubCredentials.OfWorkflow("workflow-token"),
        Time = time ?? new SkippingTime(),
    };
}
