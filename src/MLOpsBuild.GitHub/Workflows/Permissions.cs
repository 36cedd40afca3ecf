namespace MLOpsBuild.GitHub.Workflows;

/// <summary>What a workflow's token may do with one kind of thing.</summary>
public enum Access
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Read it.</summary>
    Read,

    /// <summary>Read and change it.</summary>
    Write,
}

/// <summary>What a workflow's token may do; everything that is not granted is refused.</summary>
public sealed record Permissions
{
    /// <summary>The repository's files, branches and tags.</summary>
    public Access Contents { get; init; }

    /// <summary>Pull requests and their comments.</summary>
    public Access PullRequests { get; init; }

    /// <summary>Workflow runs, including starting one.</summary>
    public Access Actions { get; init; }

    /// <summary>Checks of commits.</summary>
    public Access Checks { get; init; }

    /// <summary>Statuses of commits.</summary>
    public Access Statuses { get; init; }

    /// <summary>The published pages of the repository.</summary>
    public Access Pages { get; init; }

    /// <summary>A token that says which job it is, for those who deploy what the job gives them.</summary>
    public Access IdToken { get; init; }

    /// <summary>Packages and container images of the repository's owner.</summary>
    public Access Packages { get; init; }

    /// <summary>Why more than reading is granted, on the line above; required as soon as anything is written.</summary>
    public string? Reason { get; init; }

    /// <summary>Reading the repository and nothing else.</summary>
    public static Permissions ReadContents { get; } = new() { Contents = Access.Read };

    /// <summary>The granted ones by GitHub's name, sorted.</summary>
    internal IEnumerable<(string Scope, Access Access)> Granted() =>
        new[]
        {
            ("actions", Actions), ("checks", Checks), ("contents", Contents), ("id-token", IdToken), ("packages", Packages), ("pages", Pages), ("pull-requests", PullRequests), ("statuses", Statuses),
        }
            .Where(p => p.Item2 != Access.None);
}
