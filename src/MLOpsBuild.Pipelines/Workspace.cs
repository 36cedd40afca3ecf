using MLOpsBuild.Content;

namespace MLOpsBuild.Pipelines;

/// <summary>A checkout with its content store: where everything lies.</summary>
public sealed class Workspace
{
    /// <summary>The workspace of a repository's root folder. The store is made when first used.</summary>
    public Workspace(string root)
    {
        Root = Path.GetFullPath(root);
        Store = new ContentStore(Path.Combine(LocalFolder, "store"));
    }

    /// <summary>The repository's root.</summary>
    public string Root { get; }

    /// <summary><c>.mlops</c>: the store, the cache, runs and reports; not in Git, and can be made again.</summary>
    public string LocalFolder => Path.Combine(Root, ".mlops");

    /// <summary>The content store.</summary>
    public ContentStore Store { get; }

    /// <summary>What is judged by in place of a reviewed file, given its path from the root: other bytes, or null for the file as it is. Null itself where every file counts as it is.</summary>
    public Func<string, byte[]?>? RulesInstead { get; init; }

    /// <summary>The data lock's path.</summary>
    public string DataLockPath => Path.Combine(Root, "data.lock.json");

    /// <summary>The folder of a pipeline's reviewed files.</summary>
    public string PipelineFolder(string pipeline) => Path.Combine(Root, "pipelines", pipeline);

    /// <summary>A path as people write it: relative to the root, with slashes.</summary>
    public string Show(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');
}
