using System.Linq.Expressions;
using MLOpsBuild.Targets.Running;

namespace MLOpsBuild.Targets.Tests;

/// <summary>Runs builds in a folder of their own, and keeps what they say.</summary>
public sealed class BuildFixture : IDisposable
{
    private readonly StringWriter _output = new() { NewLine = "\n" };

    public BuildFixture()
    {
        Root = AbsolutePath.Create(Directory.CreateTempSubdirectory("mlops-targets-").FullName);
        (Root / ".nuke").CreateDirectory();
    }

    public AbsolutePath Root { get; }

    public Dictionary<string, string> Variables { get; } = [];

    public CancellationTokenSource Cancellation { get; } = new();

    public int Processors { get; set; } = 1;

    public bool Colors { get; set; }

    public string Output => _output.ToString();

    public string[] Lines => Output.Split('\n');

    public BuildEnvironment With(params string[] arguments) => new()
    {
        Arguments = arguments,
        Variables = Variables,
        WorkingDirectory = Root,
        Output = _output,
        Processors = Processors,
        Colors = Colors,
        Time = new FixedTime(),
        Cancellation = Cancellation.Token,
    };

    public Task<int> Run<T>(string arguments, params Expression<Func<T, Target>>[] defaults)
        where T : NukeBuild, new() => RunWords(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), defaults);

    public Task<int> RunWords<T>(string[] arguments, params Expression<Func<T, Target>>[] defaults)
        where T : NukeBuild, new() => NukeBuild.ExecuteAsync(With(arguments), defaults);

    public void WriteParameters(string json, string name = "parameters.json") => (Root / ".nuke" / name).WriteAllText(json);

    public void Dispose()
    {
        _output.Dispose();
        Cancellation.Dispose();
        Root.DeleteDirectory();
    }

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2001, 1, 31, 12, 30, 15, TimeSpan.Zero);

        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override long GetTimestamp() => 0;
    }
}

/// <summary>A build whose targets note that they ran. The note is shared by all instances of one flow.</summary>
public abstract class NotingBuild : NukeBuild
{
    private static readonly AsyncLocal<List<string>?> Notes = new();

    public static List<string> Begin() => Notes.Value = [];

    protected static void Note(string text)
    {
        var notes = Notes.Value!;
        lock (notes) notes.Add(text);
    }

    protected static void Ran() => Note(CurrentTarget.Name);
}
