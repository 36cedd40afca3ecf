using System.Diagnostics;
using MLOpsBuild.Content;
using MLOpsBuild.Delivery.Attestations;
using MLOpsBuild.Delivery.Environments;
using MLOpsBuild.Delivery.Packages;
using MLOpsBuild.Delivery.Promotion;
using MLOpsBuild.Git;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Delivery.Tests;

/// <summary>A real Git repository with two environments and a store, made for one test.</summary>
internal sealed class TempRepository : IDisposable
{
    private readonly TempFolder _folder = new();
    private int _minute;

    public TempRepository()
    {
        Directory.CreateDirectory(Root);
        Git("init", "--quiet", "--initial-branch=main");
        Git("config", "user.name", "Ada");
        Git("config", "user.email", "ada@example.org");
        Git("config", "commit.gpgsign", "false");
        Save("staging", new EnvironmentFile { Model = "churn", Requires = ["load"] });
        Save("production", new EnvironmentFile { Model = "churn", Requires = ["load", "api"] });
        Git("add", ".");
        Git("commit", "--quiet", "-m", "Begin");
    }

    public string Root => _folder["repo"];

    public GitRepository Repository => new(Root);

    public ContentStore Store => new(_folder["store"]);

    public static EvidenceBinding Binding { get; } = new(Some.Digest("gates.json"), Some.Digest("rows"));

    public void Save(string environment, EnvironmentFile file) => file.Save(FileOf(environment));

    public EnvironmentFile Load(string environment) => EnvironmentFile.Load(FileOf(environment));

    public string FileOf(string environment) => Path.Combine(Root, EnvironmentFile.PathOf(environment));

    /// <summary>A package that passed everything.</summary>
    public Digest Package(string model)
    {
        var digest = ModelPackage.Write(Store, Some.Package(model));
        Evidence.Attach(Store, digest, Pass("load"), Binding);
        Evidence.Attach(Store, digest, Pass("api"), Binding);
        return digest;
    }

    public PromotionResult Promote(Digest digest, string environment = "production") =>
        Promoter.Promote(Repository, Store, new PromotionRequest(environment, digest) { Identity = new GitIdentity("Bob", "bob@example.org") });

    public PromotionResult Rollback(string environment = "production") =>
        Promoter.Rollback(Repository, new RollbackRequest(environment) { Identity = new GitIdentity("Bob", "bob@example.org"), Reason = "errors" });

    public static GateResult Pass(string gate) => new(gate, Verdict.Pass, "fine", []);

    /// <summary>Commits an environment's file at a minute of its own, so that times can be told apart.</summary>
    public DateTimeOffset CommitAt(string environment, EnvironmentFile file)
    {
        var at = new DateTimeOffset(2026, 1, 1, 0, ++_minute, 0, TimeSpan.Zero);
        Save(environment, file);
        Git("add", ".");
        Run(["commit", "--quiet", "-m", "Change"], at);
        return at;
    }

    public string Git(params string[] arguments) => Run(arguments, null);

    public void Dispose() => _folder.Dispose();

    private string Run(string[] arguments, DateTimeOffset? at)
    {
        var start = new ProcessStartInfo("git", ["-C", Root, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (at is { } time) start.Environment["GIT_COMMITTER_DATE"] = time.ToString("O");
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output.TrimEnd('\n') : throw new InvalidOperationException(error.Result);
    }
}
