using System.Text;

namespace MLOpsBuild.GitHub.Workflows;

/// <summary>A generated file.</summary>
/// <param name="Path">Its place in the repository, with forward slashes.</param>
/// <param name="Text">Its whole text.</param>
public sealed record WorkflowFile(string Path, string Text);

/// <summary>The workflow files of a repository: generated, written, and compared with what is there.</summary>
public static class WorkflowFiles
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>All files, sorted by path.</summary>
    public static IReadOnlyList<WorkflowFile> Generate(WorkflowOptions options) =>
    [
        new(CdWorkflow.Path, WorkflowYaml.Write(CdWorkflow.Create(options))),
        new(CiWorkflow.Path, WorkflowYaml.Write(CiWorkflow.Create(options))),
        new(CtWorkflow.Path, WorkflowYaml.Write(CtWorkflow.Create(options))),
        new(PagesWorkflow.Path, WorkflowYaml.Write(PagesWorkflow.Create(options))),
        new(ReportWorkflow.Path, WorkflowYaml.Write(ReportWorkflow.Create(options))),
    ];

    /// <summary>The paths of the files that are missing or differ from what would be generated; empty when all is up to date.</summary>
    /// <param name="root">The repository's folder.</param>
    /// <param name="options">What to generate; null for the defaults.</param>
    public static IReadOnlyList<string> Check(string root, WorkflowOptions? options = null) =>
        [.. Stale(root, options).Select(file => file.Path)];

    /// <summary>Writes the files that are missing or differ, and returns their paths; the others are not touched.</summary>
    /// <param name="root">The repository's folder.</param>
    /// <param name="options">What to generate; null for the defaults.</param>
    public static IReadOnlyList<string> Write(string root, WorkflowOptions? options = null)
    {
        var stale = Stale(root, options);
        foreach (var file in stale)
        {
            var path = System.IO.Path.Combine(root, file.Path);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            File.WriteAllText(path, file.Text, Utf8);
        }

        return [.. stale.Select(file => file.Path)];
    }

    // Bytes are compared, so that a line ending or a byte order mark that an editor slipped in is found too.
    private static List<WorkflowFile> Stale(string root, WorkflowOptions? options) =>
        [.. Generate(options ?? new WorkflowOptions()).Where(file => !IsCurrent(System.IO.Path.Combine(root, file.Path), file.Text))];

    private static bool IsCurrent(string path, string text) => File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(Utf8.GetBytes(text));
}
