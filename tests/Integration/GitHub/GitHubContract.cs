using System.Linq.Expressions;
using System.Reflection;
using MLOpsBuild.GitHub.Api;

namespace MLOpsBuild.Integration.Tests.GitHub;

/// <summary>Every call of our client once, as GitHub describes it.</summary>
internal static class GitHubContract
{
    private static readonly string Commit = new('c', 40);
    private static readonly CheckOutput Output = new("fail: 1 finding", "It does not **fit**.", [new CheckAnnotation("a/schema.json", 3, 3, AnnotationLevel.Failure, "no number", "type", 1, 2)]);
    private static readonly NewCheckRun Check = new("delay / schema", Commit, "mlopsbuild:sha256:1", CheckProgress.Completed, CheckConclusion.ActionRequired, Output);
    private static readonly NewCommitStatus Status = new(StatusState.Pending, "mlopsbuild/production/load", "too few", "https://ci.example/1");
    private static readonly NewDeploymentStatus Deployed = new(DeploymentState.InProgress, "10 %", "https://ci.example/1");
    private static readonly Dictionary<string, string> Payload = new() { ["window"] = "2001-02..2001-04" };
    private static readonly string[] Names = ["one", "two"];
    private static readonly string File = typeof(GitHubContract).Assembly.Location;

    /// <summary>The calls by the method that they are made with.</summary>
    public static IReadOnlyDictionary<string, Func<GitHubApi, Task>> Calls { get; } = new Expression<Func<GitHubApi, Task>>[]
    {
        api => api.LoginAsync(Cancel),
        api => api.Comments.ListAsync(1, Cancel),
        api => api.Comments.CreateAsync(1, "report", Cancel),
        api => api.Comments.UpdateAsync(1, "report", Cancel),
        api => api.Comments.DeleteAsync(1, Cancel),
        api => api.CheckRuns.LatestAsync(Commit, "delay / schema", Cancel),
        api => api.CheckRuns.CreateAsync(Check, Cancel),
        api => api.CheckRuns.UpdateAsync(1, new CheckRunChange(CheckProgress.InProgress, null, Output), Cancel),
        api => api.Statuses.ListAsync(Commit, Cancel),
        api => api.Statuses.CreateAsync(Commit, Status, Cancel),
        api => api.Pulls.FindAsync(1, Cancel),
        api => api.Pulls.FindAsync("new-topic", "master", Cancel), // the one of the example
        api => api.Pulls.OfCommitAsync(Commit, Cancel),
        api => api.Pulls.CreateAsync(new NewPull("Retrain", "retrain/delay/2001-04", "main", "why"), Cancel),
        api => api.Pulls.UpdateAsync(1, new PullChange("Retrain", "why"), Cancel),
        api => api.Pulls.ReviewsAsync(1, Cancel),
        api => api.Pulls.RequestReviewsAsync(1, Names, Cancel),
        api => api.Pulls.AddLabelsAsync(1, Names, Cancel),
        api => api.Branches.FindAsync("main", Cancel),
        api => api.Branches.CreateAsync("retrain/delay/2001-04", Commit, Cancel),
        api => api.Branches.MoveAsync("main", Commit, Cancel),
        api => api.Files.ReadAsync("gates.json", "main", Cancel),
        api => api.Deployments.ListAsync(Commit, "production", Cancel),
        api => api.Deployments.CreateAsync(new NewDeployment(Commit, "production", "delay sha256:1"), Cancel),
        api => api.Deployments.ListStatusesAsync(1, Cancel),
        api => api.Deployments.CreateStatusAsync(1, Deployed, Cancel),
        api => api.Workflows.DispatchAsync(new RepositoryDispatch("data-changed", Payload), Cancel),
        api => api.Workflows.DispatchAsync("ci.yml", new WorkflowDispatch("main", Payload), Cancel),
        api => api.Workflows.RunsAsync("ci.yml", Commit, Cancel),
        api => api.Workflows.ArtifactsAsync(1, Cancel),
        api => api.Releases.FindAsync("v1", Cancel),
        api => api.Releases.CreateAsync(new NewRelease("v1", "main", "One", "notes", true), Cancel),
        api => api.Releases.ListAssetsAsync(1, Cancel),
        api => api.Releases.UploadAsync(1, "model.tar", File, Cancel),
        api => api.Releases.DeleteAssetAsync(1, Cancel),
    }.ToDictionary(call => Name(((MethodCallExpression)call.Body).Method), call => call.Compile());

    /// <summary>The paths behind the calls, as GitHub's description writes them.</summary>
    public static IReadOnlyCollection<string> Paths { get; } =
    [
        "/app", "/user", "/app/installations/{installation_id}/access_tokens",
        .. new[]
        {
            "installation", "issues/{issue_number}/comments", "issues/comments/{comment_id}", "issues/{issue_number}/labels", "commits/{ref}/check-runs", "check-runs", "check-runs/{check_run_id}",
            "commits/{ref}/statuses", "statuses/{sha}", "pulls", "pulls/{pull_number}", "pulls/{pull_number}/reviews", "pulls/{pull_number}/requested_reviewers", "commits/{commit_sha}/pulls",
            "git/ref/{ref}", "git/refs", "git/refs/{ref}", "contents/{path}", "deployments", "deployments/{deployment_id}/statuses", "dispatches", "actions/workflows/{workflow_id}/dispatches",
            "actions/workflows/{workflow_id}/runs", "actions/runs/{run_id}/artifacts", "releases", "releases/tags/{tag}", "releases/{release_id}/assets", "releases/assets/{asset_id}",
        }.Select(p => "/repos/{owner}/{repo}/" + p),
    ];

    /// <summary>All calls that the client offers.</summary>
    public static IEnumerable<string> Offered => typeof(GitHubApi).GetProperties().Select(p => p.PropertyType).Where(t => t.Namespace == typeof(GitHubApi).Namespace).Append(typeof(GitHubApi))
        .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)).Where(m => typeof(Task).IsAssignableFrom(m.ReturnType)).Select(Name);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Name(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}({string.Join(", ", method.GetParameters().Select(p => p.ParameterType.Name).SkipLast(1))})";
}
