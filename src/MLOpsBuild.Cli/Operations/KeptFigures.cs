using System.Text;
using System.Text.Json;
using MLOpsBuild.Content;
using MLOpsBuild.Pipelines;
using MLOpsBuild.Pipelines.Steps;
using MLOpsBuild.Reporting;

namespace MLOpsBuild.Cli.Operations;

/// <summary>Figures of the report that take time, each kept by the content that decides it. The folder holds nothing that cannot be made again.</summary>
/// <param name="workspace">The checkout.</param>
internal sealed class KeptFigures(Workspace workspace)
{
    // Old branches' figures are made again when they are needed.
    private const int MostFiles = 64;

    private readonly string _folder = Path.Combine(workspace.LocalFolder, "report", "figures");

    /// <summary>The code that makes figures and pages: other code may make others of the same content.</summary>
    public static string Code { get; } = string.Join('\n', new[] { typeof(ReportModel), typeof(KeptFigures), typeof(Learning.ITrainedModel), typeof(MLOpsBuild.Data.DataLock), typeof(Documents.Numbers) }.Select(t => t.Module.ModuleVersionId.ToString("N")));

    /// <summary>A figure, made when it is not known.</summary>
    /// <param name="kind">Its name: lower-case words with dashes.</param>
    /// <param name="decidedBy">Everything that decides it.</param>
    /// <param name="make">Makes it; null for a figure that there is none of.</param>
    public T? Of<T>(string kind, IEnumerable<string> decidedBy, Func<T?> make)
        where T : class
    {
        var path = Path.Combine(_folder, $"{kind}-{Digest.Of(Encoding.UTF8.GetBytes(string.Join('\n', decidedBy.Prepend(Code)))).Hex[..32]}.json");
        if (TryRead<Slot<T>>(path) is { } kept) return kept.Figure;
        var made = make();
        LocalFile.Write(path, StepJson.Write(new Slot<T>(made)));
        Prune();
        return made;
    }

    private static T? TryRead<T>(string path)
        where T : class
    {
        try
        {
            return File.Exists(path) ? StepJson.Read<T>(File.ReadAllBytes(path)) : null;
        }
        catch (Exception problem) when (problem is JsonException or IOException)
        {
            return null;
        }
    }

    private void Prune()
    {
        foreach (var old in new DirectoryInfo(_folder).GetFiles("*.json").OrderByDescending(f => f.LastWriteTimeUtc).Skip(MostFiles)) old.Delete();
    }

    private sealed record Slot<T>(T? Figure);
}
