using System.Diagnostics;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace MLOpsBuild.EndToEnd.Tests.Jobs;

/// <summary>
/// One job of a committed workflow, run as a machine of GitHub would: its scripts in their order by bash, with the variables and files that GitHub gives. Actions do what a clone
/// needs of them: artifacts are folders, caches miss.
/// </summary>
internal sealed partial class Job
{
    private readonly string _folder;
    private readonly YamlMappingNode _workflow;
    private readonly YamlMappingNode _job;
    private readonly DirectoryInfo _files;

    public Job(string folder, string workflow, string job)
    {
        _folder = folder;
        // It goes with the clone.
        _files = Directory.CreateDirectory(Path.Combine(folder, ".mlops", "jobs", $"{workflow}-{job}"));
        var stream = new YamlStream();
        stream.Load(new StringReader(File.ReadAllText(Path.Combine(folder, ".github", "workflows", workflow + ".yml"))));
        _workflow = (YamlMappingNode)stream.Documents.Single().RootNode;
        _job = (YamlMappingNode)((YamlMappingNode)_workflow["jobs"])[job];
    }

    /// <summary>What expressions give, without their braces; an expression that is not here fails the test.</summary>
    public required IReadOnlyDictionary<string, string> Expressions { get; init; }

    /// <summary>What GitHub says of the event, beside what it says to every job.</summary>
    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    /// <summary>Folders by the artifact's name, over all jobs.</summary>
    public required Dictionary<string, string> Artifacts { get; init; }

    /// <summary>Runs before each step, by its name.</summary>
    public Action<string> Before { get; init; } = _ => { };

    /// <summary>What the steps wrote for people.</summary>
    public string Summary => File.Exists(FileOf("summary")) ? File.ReadAllText(FileOf("summary")) : "";

    /// <summary>The names of the steps whose scripts were run.</summary>
    public List<string> Ran { get; } = [];

    /// <summary>Runs the steps; the first that fails decides, and only those follow that are to run always.</summary>
    public (int ExitCode, string Output) Run()
    {
        foreach (var name in new[] { "summary", "output", "env", "event" }) File.WriteAllText(FileOf(name), name == "event" ? "{}" : "");
        var (exitCode, said) = (0, "");
        foreach (var step in ((YamlSequenceNode)_job["steps"]).Cast<YamlMappingNode>())
        {
            var condition = Text(step, "if");
            if (condition != "always()" && (exitCode != 0 || (condition is not null && Value(condition) != "true"))) continue;
            Before(Text(step, "name")!);
            if (Text(step, "uses") is { } action) Use(action, step);
            if (Text(step, "run") is not { } script) continue;
            Ran.Add(Text(step, "name")!);
            var (ended, output) = Execute(script, step);
            said += $"# {Text(step, "name")}\n{output}";
            if (exitCode == 0) exitCode = ended;
        }

        return (exitCode, said);
    }

    private (int ExitCode, string Output) Execute(string script, YamlMappingNode step)
    {
        var file = FileOf("script.sh");
        File.WriteAllText(file, script);
        var start = new ProcessStartInfo("bash", ["--noprofile", "--norc", "-e", "-o", "pipefail", file]) { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("GITHUB_", StringComparison.Ordinal) || k.StartsWith("NUKE_", StringComparison.Ordinal)).ToArray()) start.Environment.Remove(name);
        foreach (var (name, value) in Surroundings().Concat(Map(_workflow, "env")).Concat(Variables).Concat(Map(step, "env"))) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }

    private void Use(string action, YamlMappingNode step)
    {
        string With(string key) => Map(step, "with").First(p => p.Key == key).Value;
        switch (action.Split('@')[0])
        {
            case "actions/upload-artifact": Keep(With("name"), With("path")); break;
            case "actions/upload-pages-artifact": Keep("github-pages", With("path")); break;
            case "actions/download-artifact": Copy(Artifacts[With("name")], Path.Combine(_folder, With("path"))); break;
            case "actions/checkout" or "actions/setup-dotnet" or "actions/cache/restore" or "actions/cache/save" or "actions/deploy-pages": break;
            default: Assert.Fail($"Nobody has said what {action} does here."); break;
        }
    }

    private void Keep(string name, string path)
    {
        var kept = Path.Combine(_files.FullName, name);
        Copy(Path.Combine(_folder, path), kept);
        Artifacts[name] = kept;
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private IEnumerable<KeyValuePair<string, string>> Surroundings() =>
    [
        new("CI", "true"), new("GITHUB_ACTIONS", "true"), new("GITHUB_WORKSPACE", _folder), new("RUNNER_OS", "Linux"),
        new("GITHUB_EVENT_PATH", FileOf("event")), new("GITHUB_OUTPUT", FileOf("output")), new("GITHUB_STEP_SUMMARY", FileOf("summary")), new("GITHUB_ENV", FileOf("env")),
        .. File.ReadAllLines(FileOf("env")).Select(l => l.Split('=', 2)).Where(p => p.Length == 2).Select(p => KeyValuePair.Create(p[0], p[1])),
    ];

    private IEnumerable<KeyValuePair<string, string>> Map(YamlMappingNode node, string key) => node.Children.TryGetValue(key, out var map)
        ? ((YamlMappingNode)map).Children.Select(p => KeyValuePair.Create(((YamlScalarNode)p.Key).Value!, Pattern().Replace(((YamlScalarNode)p.Value).Value!, match => Value(match.Groups[1].Value))))
        : [];

    private string Value(string expression) => Expressions.TryGetValue(expression, out var value) ? value : throw new KeyNotFoundException($"Nobody has said what this is: {expression}");

    private string FileOf(string name) => Path.Combine(_files.FullName, name);

    private static string? Text(YamlMappingNode node, string key) => node.Children.TryGetValue(key, out var value) ? ((YamlScalarNode)value).Value : null;

    [GeneratedRegex(@"\$\{\{ (.*?) \}\}")]
    private static partial Regex Pattern();
}
