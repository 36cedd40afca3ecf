namespace MLOpsBuild.Targets;

/// <summary>Where a build runs: a terminal, or a continuous integration service.</summary>
public sealed class Host
{
    /// <summary>A person's terminal: a local build.</summary>
    public static readonly Host Terminal = new(nameof(Terminal), "");

    /// <summary>A job of GitHub Actions: output is grouped and annotated in its form.</summary>
    public static readonly Host GitHubActions = new(nameof(GitHubActions), "GITHUB_ACTIONS");

    /// <summary>Every host that is known, the terminal first.</summary>
    public static readonly IReadOnlyList<Host> All =
    [
        Terminal,
        GitHubActions,
        new("AzurePipelines", "TF_BUILD"),
        new("AppVeyor", "APPVEYOR"),
        new("TeamCity", "TEAMCITY_VERSION"),
        new("GitLab", "GITLAB_CI"),
        new("Jenkins", "JENKINS_HOME"),
        new("Bitbucket", "BITBUCKET_PIPELINE_UUID"),
        new("Bitrise", "BITRISE_BUILD_URL"),
        new("TravisCI", "TRAVIS"),
        new("Bamboo", "bamboo_planKey"),
        new("SpaceAutomation", "JB_SPACE_PROJECT_KEY"),
    ];

    private readonly string _variable;

    private Host(string name, string variable)
    {
        Name = name;
        _variable = variable;
    }

    /// <summary>The name that <c>--host</c> takes.</summary>
    public string Name { get; }

    /// <summary>True on a continuous integration service.</summary>
    public bool IsServer => _variable.Length > 0;

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    internal static Host Detect(IReadOnlyDictionary<string, string> variables) =>
        All.FirstOrDefault(h => h.IsServer && variables.ContainsKey(h._variable)) ?? Terminal;

    internal static Host? Find(string name) => All.FirstOrDefault(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
