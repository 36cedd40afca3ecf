using System.Text.RegularExpressions;
using MLOpsBuild.Architecture.Tests.Repository;

namespace MLOpsBuild.Architecture.Tests.Nuke;

/// <summary>The targets of this repository are NUKE's, too: its package need not be at hand, its surface stands in <c>Surface.cs.txt</c>.</summary>
public sealed partial class BuildFilesTests : IDisposable
{
    private const string Host = "build/Host.cs";

    private const string GlobalUsings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;";

    // What the two hosts have in common; anything else of ours in a build file is a name that NUKE lacks.
    private static readonly string[] OwnEngine = ["MLOpsBuild.Targets", "CurrentTarget", "TargetFailedException", "TargetOutcome", "ExitCodeOf", "InsteadOfTargets", "StepSummary"];

    private readonly string _folder = Directory.CreateTempSubdirectory("mlops-nuke-").FullName;

    public static TheoryData<string> OtherFiles => [.. RepositoryFiles.Below("build", "*.cs").Where(f => f != Host)];

    [Fact]
    public void Build_compiles_against_NUKE() => Assert.Empty(CompileAgainstNuke());

    [Fact]
    public void Name_that_NUKE_lacks_does_not_compile()
    {
        var extra = Path.Combine(_folder, "Extra.cs");
        File.WriteAllText(extra, "public sealed partial class Build { private Target Extra => _ => _.Executes(() => CurrentTarget.Summary(\"pass\")); }");

        Assert.Contains("'CurrentTarget' does not exist", Assert.Single(CompileAgainstNuke(extra)), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(OtherFiles))]
    public void Only_the_host_file_names_the_engine(string file)
    {
        var text = RepositoryFiles.Read(file);

        Assert.DoesNotContain(OwnEngine, name => text.Contains(name, StringComparison.Ordinal));
        Assert.DoesNotContain("#if", text, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private IReadOnlyList<string> CompileAgainstNuke(params string[] more)
    {
        var surface = Path.Combine(_folder, "Nuke.Common.dll");
        var framework = Compiler.Framework().ToList();
        var usings = Path.Combine(_folder, "Usings.cs");
        File.WriteAllText(usings, GlobalUsings);
        Assert.Empty(Compiler.Compile(surface, "library", [PathOf("tests/Architecture/Nuke/Surface.cs.txt")], framework));

        var libraries = RepositoryFiles.Libraries.Select(l => Path.Combine(AppContext.BaseDirectory, l + ".dll"));
        return Compiler.Compile(Path.Combine(_folder, "Build.dll"), "exe", [usings, .. Pipelines(), .. RepositoryFiles.Below("build", "*.cs").Select(PathOf), .. more], [surface, .. libraries, .. framework], "-define:NUKE");
    }

    /// <summary>The pipelines that the host lists, as little as a compiler needs of them.</summary>
    private IEnumerable<string> Pipelines()
    {
        var program = RepositoryFiles.Read("build/Program.cs");
        var names = Made().Matches(program).Select(m => m.Groups[1].Value);
        var namespaces = program.Split('\n').Select(l => l.Trim(' ', ';', '\r')).Where(l => l.StartsWith("using ", StringComparison.Ordinal) && !l.Contains('.', StringComparison.Ordinal)).Select(l => l[6..]);
        var file = Path.Combine(_folder, "Pipelines.cs");
        File.WriteAllLines(file, ["using MLOpsBuild.Pipelines.Definition;", .. names.Zip(namespaces, Pipeline)]);
        yield return file;
    }

    private static string Pipeline(string name, string space) =>
        $"namespace {space} {{ public sealed class {name} : IPipeline {{ public string Name => throw null!; public Release Define(PipelineBuilder builder) => throw null!; }} }}";

    [GeneratedRegex(@"new (\w+)\(\)")]
    private static partial Regex Made();

    private static string PathOf(string file) => Path.Combine(RepositoryFiles.Root, file);
}
