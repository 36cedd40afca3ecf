using MLOpsBuild.GitHub.Workflows;
using YamlDotNet.RepresentationModel;

namespace MLOpsBuild.GitHub.Tests.Workflows;

/// <summary>A generated file as an independent reader sees it.</summary>
internal sealed class ParsedWorkflow
{
    private readonly YamlMappingNode _root;

    internal ParsedWorkflow(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        _root = (YamlMappingNode)stream.Documents.Single().RootNode;
    }

    internal static ParsedWorkflow Of(string name, WorkflowOptions? options = null) =>
        new(WorkflowFiles.Generate(options ?? new WorkflowOptions()).Single(f => f.Path.EndsWith($"/{name}.yml", StringComparison.Ordinal)).Text);

    internal IReadOnlyList<YamlMappingNode> Steps =>
        [.. ((YamlMappingNode)_root.Children["jobs"]).Children.Values.SelectMany(job => (YamlSequenceNode)((YamlMappingNode)job).Children["steps"]).Cast<YamlMappingNode>()];

    internal IReadOnlyList<string> Scripts => [.. Steps.Select(s => Text(s, "run")).OfType<string>()];

    internal IReadOnlyList<string> Uses => [.. Steps.Select(s => Text(s, "uses")).OfType<string>()];

    /// <summary>The job that the workflow is for, the first one.</summary>
    internal YamlMappingNode Job => (YamlMappingNode)((YamlMappingNode)_root.Children["jobs"]).Children.Values.First();

    internal YamlMappingNode JobNamed(string id) => (YamlMappingNode)((YamlMappingNode)_root.Children["jobs"]).Children[id];

    internal YamlMappingNode Root => _root;

    internal YamlMappingNode Map(string key) => (YamlMappingNode)_root.Children[key];

    internal YamlMappingNode StepUsing(string action) =>
        StepsOf(Job).Single(s => Text(s, "uses")?.StartsWith(action + "@", StringComparison.Ordinal) == true);

    internal static IReadOnlyList<YamlMappingNode> StepsOf(YamlMappingNode job) => [.. ((YamlSequenceNode)job.Children["steps"]).Cast<YamlMappingNode>()];

    internal static IReadOnlyList<string> ScriptsOf(YamlMappingNode job) => [.. StepsOf(job).Select(s => Text(s, "run")).OfType<string>()];

    internal static string? Text(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(key, out var value) ? ((YamlScalarNode)value).Value : null;

    internal static IReadOnlyDictionary<string, string> Texts(YamlMappingNode node, string key) =>
        ((YamlMappingNode)node.Children[key]).Children.ToDictionary(p => ((YamlScalarNode)p.Key).Value!, p => ((YamlScalarNode)p.Value).Value!);
}
