using System.Reflection;
using System.Text.RegularExpressions;
using MLOpsBuild.GitHub.Workflows;

namespace MLOpsBuild.GitHub.Tests.Workflows;

public sealed class WorkflowModelTests
{
    // The reviewed list; a newer version changes it together with the product's own.
    private static readonly string[] Reviewed =
    [
        "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1",
        "actions/setup-dotnet@a98b56852c35b8e3190ac28c8c2271da59106c68 # v6.0.0",
        "actions/cache@27d5ce7f107fe9357f9df03efb73ab90386fccae # v5.0.5",
        "actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f # v7.0.0",
        "actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c # v8.0.1",
        "actions/upload-pages-artifact@fc324d3547104276b827a68afc52ff2a11cc49c9 # v5.0.0",
        "actions/deploy-pages@cd2ce8fcbc39b97be8ca5fce6e763baed58fa128 # v5.0.0",
        "actions/create-github-app-token@1b10c78c7865c340bc4f6099eb2f838309f1e8c3 # v3.1.1",
    ];

    [Fact]
    public void Pinned_actions_are_exactly_the_reviewed_ones()
    {
        var repositories = PinnedActions.All.Select(a => $"{a.Repository}@{a.Commit} # {a.Version}").Distinct();

        Assert.Equal(Reviewed, repositories);
        Assert.All(PinnedActions.All, a => Assert.Matches(new Regex("^[0-9a-f]{40}$"), a.Commit));
        Assert.Equal(["restore", "save"], PinnedActions.All.Select(a => a.Path).OfType<string>());
    }

    [Fact]
    public void No_action_can_be_made_outside_the_list()
    {
        Assert.Empty(typeof(PinnedAction).GetConstructors(BindingFlags.Public | BindingFlags.Instance));
        Assert.True(typeof(PinnedAction).IsSealed);
    }

    [Theory]
    [InlineData("echo ${{ github.event.pull_request.title }}")]
    [InlineData("./build.sh CT --window ${{ inputs.window }}")]
    [InlineData("echo ${{github.sha}}")]
    public void A_script_with_an_expression_is_refused(string script)
    {
        var refusal = Assert.Throws<ArgumentException>(() => Step.Run("Bad", script));

        Assert.Contains("'Bad'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Env", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Writing_rights_without_a_reason_are_refused()
    {
        var refusal = Assert.Throws<ArgumentException>(() => WorkflowYaml.Write(Small(new Permissions { PullRequests = Access.Write })));

        Assert.Contains("pull-requests: write", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_workflow_without_rights_says_so()
    {
        Assert.Contains("permissions: {}\n", WorkflowYaml.Write(Small(new Permissions())), StringComparison.Ordinal);
    }

    [Fact]
    public void A_workflow_without_jobs_is_refused()
    {
        Assert.Throws<ArgumentException>(() => WorkflowYaml.Write(Small(new Permissions()) with { Jobs = [] }));
    }

    private static Workflow Small(Permissions permissions) => new()
    {
        Name = "Small",
        On = new Triggers { PullRequest = true },
        Permissions = permissions,
        Concurrency = new Concurrency("small", "true"),
        Jobs = [new Job { Id = "only", RunsOn = "ubuntu-24.04", TimeoutMinutes = 1, Steps = [Step.Run("Say", "echo hello")] }],
    };
}
