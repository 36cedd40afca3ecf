using System.Diagnostics;
using MLOpsBuild.Cli.Operations;
using MLOpsBuild.Pipelines.GateChanges;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Cli.Tests.GateChanges;

/// <summary>A branch is judged by the rules that it found, in a real repository with a real pipeline.</summary>
public sealed class GateChangeTests : IDisposable
{
    private const string GatesPath = "pipelines/orders-late/gates.json";
    private const string MetricsPath = "pipelines/orders-late/metrics.verified.json";
    private readonly ScratchRepository _repository = new();
    private readonly string _keys = Directory.CreateTempSubdirectory("mlops-keys-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _repository.Dispose();
        Directory.Delete(_keys, recursive: true);
    }

    [Fact]
    public async Task A_branch_that_loosens_nothing_passes_and_is_judged_by_its_own_stricter_limit()
    {
        await BeginAsync();
        Edit(GatesPath, "\"max\": 100", "\"max\": 0.001");

        using var session = Open();
        Assert.Equal(Verdict.Pass, session.Rules.Verdict.Verdict);
        Assert.False((await Model.Target(session, Stop)).IsPass);
    }

    [Fact]
    public async Task A_looser_limit_fails_is_listed_and_does_not_count()
    {
        await BeginAsync("\"max\": 0.001");
        Edit(GatesPath, "\"max\": 0.001", "\"max\": 1000");
        Git("commit", "--quiet", "-am", "Loosen");

        using var session = Open();
        var gate = await Model.Gate(session, Stop);
        Assert.False(gate.IsPass);
        Assert.Contains("gate-change", gate.Message, StringComparison.Ordinal);
        Assert.Contains("0.001 → 1000", gate.Message, StringComparison.Ordinal);
        Assert.Contains(session.Run.Verdicts, v => v is { Gate: "gate-change", Verdict: Verdict.Fail });
        Assert.False((await Model.Target(session, Stop)).IsPass);

        var listed = _repository.Run("metrics", "changes", "--json");
        Assert.Equal(1, listed.ExitCode);
        Assert.Equal("1000", (string)listed.Result["loosenings"]![0]!["after"]!);
    }

    [Fact]
    public async Task An_owner_s_signed_commit_approves_of_exactly_what_it_names()
    {
        await BeginAsync("\"max\": 0.001");
        Edit(GatesPath, "\"max\": 0.001", "\"max\": 1000");
        Git("commit", "--quiet", "-am", "Loosen");
        var digest = (string)_repository.Run("metrics", "changes", "--json").Result["digest"]!;
        Git("commit", "--quiet", "--allow-empty", "-m", "Approve", "--trailer", $"Gate-Change-Approved: {digest}");
        Assert.Equal(1, _repository.Run("metrics", "changes").ExitCode);

        Git("-c", "gpg.format=ssh", "-c", $"user.signingkey={Path.Combine(_keys, "owner")}", "commit", "--quiet", "--allow-empty", "-S", "-m", "Approve", "--trailer", $"Gate-Change-Approved: {digest}");

        var approved = _repository.Run("metrics", "changes");
        Assert.True(approved.ExitCode == 0, approved.Error);
        Assert.Contains("owner@example.org approved", approved.Error, StringComparison.Ordinal);
        using (var session = Open()) Assert.True((await Model.Target(session, Stop)).IsPass);

        Edit(GatesPath, "\"margin\": 0.01", "\"margin\": 0.5");
        Assert.Equal(1, _repository.Run("metrics", "changes").ExitCode);
    }

    [Fact]
    public async Task A_branch_cannot_name_its_own_owners()
    {
        await BeginAsync();
        File.WriteAllText(_repository.PathOf("gates.owners"), "eve@example.org ssh-ed25519 AAAA\n");

        Assert.Contains("gates.owners", _repository.Run("metrics", "changes").Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_baseline_that_was_lowered_by_hand_is_told_and_the_old_one_still_judges()
    {
        await BeginAsync();
        Edit("pipelines/orders-late/parameters.json", "\"l2\": 1 ", "\"l2\": 100000 ");
        // As if the worse model were the accepted one: its digest would make the gate pass by itself.
        Assert.Equal(0, _repository.Run("metrics", "accept", "--allow-loss", "rmse").ExitCode);

        using var session = Open();
        var gate = await Model.Gate(session, Stop);
        Assert.Contains(session.Run.Verdicts, v => v is { Gate: "metrics-snapshot", Verdict: Verdict.Fail });
        var change = session.Run.Verdicts.Single(v => v.Gate == "gate-change");
        Assert.Contains("1 of them lowered baselines", change.Summary, StringComparison.Ordinal);
        Assert.Contains(change.Findings, f => f.Place == MetricsPath && f.Rule == "metrics / rmse / value");
        Assert.False(gate.IsPass);
    }

    [Fact]
    public async Task Only_the_model_s_digest_swapped_in_the_snapshot_does_not_pass_the_worse_model()
    {
        await BeginAsync();
        var before = File.ReadAllText(_repository.PathOf(MetricsPath));
        Edit("pipelines/orders-late/parameters.json", "\"l2\": 1 ", "\"l2\": 100000 ");
        Assert.Equal(0, _repository.Run("metrics", "accept", "--allow-loss", "rmse").ExitCode);
        var after = File.ReadAllText(_repository.PathOf(MetricsPath));
        // The new model and its predictions, with the old values: no number is lowered.
        var metrics = before.IndexOf("\"metrics\"", StringComparison.Ordinal);
        _repository.Write(MetricsPath, after[..after.IndexOf("\"metrics\"", StringComparison.Ordinal)] + before[metrics..]);

        using var session = Open();
        Assert.False((await Model.Gate(session, Stop)).IsPass);
        Assert.Contains(session.Run.Verdicts, v => v is { Gate: "metrics-snapshot", Verdict: Verdict.Fail });
    }

    [Fact]
    public async Task A_gain_that_the_branch_has_accepted_is_not_offered_again()
    {
        await BeginAsync(l2: "100000");
        Edit("pipelines/orders-late/parameters.json", "\"l2\": 100000", "\"l2\": 1");
        using (var session = Open()) Assert.Contains("gained", string.Join('\n', (await Model.Gate(session, Stop)).Lines), StringComparison.Ordinal);
        Assert.True(File.Exists(_repository.PathOf("pipelines/orders-late/metrics.received.json")));
        Assert.Equal(0, _repository.Run("metrics", "accept").ExitCode);

        using var again = Open();
        var gate = await Model.Gate(again, Stop);
        Assert.True(gate.IsPass, gate.Message);
        Assert.False(File.Exists(_repository.PathOf("pipelines/orders-late/metrics.received.json")));
    }

    [Fact]
    public async Task On_the_default_branch_what_is_committed_was_accepted_and_what_is_not_is_a_change()
    {
        await BeginAsync();
        Git("checkout", "--quiet", "main");
        Edit(GatesPath, "\"max\": 100", "\"max\": 1000");
        Assert.Equal(1, _repository.Run("metrics", "changes").ExitCode);

        Git("commit", "--quiet", "-am", "Loosen");

        Assert.Equal(0, _repository.Run("metrics", "changes").ExitCode);
    }

    [Fact]
    public async Task A_named_base_counts_in_place_of_the_default_branch_and_an_unknown_one_is_an_error()
    {
        await BeginAsync();
        Edit(GatesPath, "\"max\": 100", "\"max\": 1000");
        Git("commit", "--quiet", "-am", "Loosen");
        Git("branch", "release");
        Edit(GatesPath, "\"max\": 1000", "\"max\": 999");

        Assert.Equal(1, _repository.Run("metrics", "changes").ExitCode);
        Assert.Equal(0, _repository.Run("metrics", "changes", "--base", "release").ExitCode);
        var unknown = _repository.Run("metrics", "changes", "--base", "nowhere", "--json");
        Assert.Equal(1, unknown.ExitCode);
        Assert.Equal("error", (string)unknown.Result["verdict"]!);
        Assert.Contains("git fetch origin nowhere", unknown.Error + unknown.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_Git_it_cannot_be_told_and_is_no_verdict_of_the_build()
    {
        Assert.Equal("hold", (string)_repository.Run("metrics", "changes", "--json").Result["verdict"]!);
        Assert.Equal(0, _repository.Run("metrics", "accept").ExitCode);

        using var session = Open();
        Assert.True((await Model.Gate(session, Stop)).IsPass);
        Assert.DoesNotContain(GateChange.Gate, session.Run.Verdicts.Select(v => v.Gate));
    }

    [Fact]
    public async Task The_only_branch_of_a_repository_without_a_remote_is_its_default_one_whatever_its_name()
    {
        await BeginAsync();
        Git("branch", "-D", "main");
        Edit(GatesPath, "\"max\": 100", "\"max\": 1000");
        Git("commit", "--quiet", "-am", "Loosen");
        Assert.Equal(0, _repository.Run("metrics", "changes").ExitCode);

        Git("branch", "another");
        var changes = _repository.Run("metrics", "changes");
        Assert.Equal(1, changes.ExitCode);
        Assert.Contains("The default branch is not known here", changes.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Histories_without_a_common_commit_are_an_error_that_says_what_to_do()
    {
        await BeginAsync();
        Git("checkout", "--quiet", "--orphan", "alone");
        Git("commit", "--quiet", "-m", "another beginning");

        var changes = _repository.Run("metrics", "changes");
        Assert.Equal(1, changes.ExitCode);
        Assert.Contains("no commit in common here, so it cannot be told which rules were accepted. Begin the branch from main", changes.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shallow_clone_is_an_error_that_says_what_to_fetch_and_its_gates_do_not_pass()
    {
        await BeginAsync();
        Git("commit", "--quiet", "--allow-empty", "-m", "More");
        var clone = Path.Combine(_keys, "clone");
        Git("checkout", "--quiet", "main");
        Git("clone", "--quiet", "--branch", "side", "--depth", "1", "--no-single-branch", "file://" + _repository.Root, clone);
        Directory.CreateDirectory(Path.Combine(clone, ".nuke"));

        var changes = _repository.RunIn(clone, "metrics", "changes", "--json");

        Assert.Equal(1, changes.ExitCode);
        Assert.Equal("error", (string)changes.Result["verdict"]!);
        Assert.Contains("git fetch --unshallow", (string)changes.Result["summary"]!, StringComparison.Ordinal);
        using var session = Session.Open(clone, _repository.Pipelines, new SessionOptions { Threads = 2, BaseBranch = null });
        Assert.Equal(Verdict.Error, session.Rules.Verdict.Verdict);
    }

    [Fact]
    public async Task A_looser_rule_of_the_data_fails_with_file_place_old_and_new_and_a_stricter_one_passes()
    {
        await BeginAsync();
        Edit("pipelines/orders-late/schema.json", "\"max\": 100", "\"max\": 1000");

        var looser = _repository.Run("metrics", "changes", "--json");
        Edit("pipelines/orders-late/schema.json", "\"max\": 1000", "\"max\": 50");
        var stricter = _repository.Run("metrics", "changes", "--json");

        var told = looser.Result["loosenings"]![0]!;
        Assert.Equal(("pipelines/orders-late/schema.json", "rules/size.range/max", "100", "1000"), ((string)told["file"]!, string.Join('/', told["setting"]!.AsArray().Select(s => (string)s!)), (string)told["before"]!, (string)told["after"]!));
        Assert.Equal(0, stricter.ExitCode);
        Assert.Contains("is looser than at", (string)stricter.Result["summary"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gate_that_is_removed_or_only_reports_fails()
    {
        await BeginAsync();
        Edit(GatesPath, "\"predictionTarget\": { \"rmse\": { \"max\": 100 } }", "\"predictionTarget\": { }");

        var removed = _repository.Run("metrics", "changes");

        Assert.Equal(1, removed.ExitCode);
        Assert.Contains("predictionTarget / rmse", removed.Output, StringComparison.Ordinal);
        using var session = Open();
        Assert.Contains("rmse", session.Gates.PredictionTarget.Keys);
    }

    [Fact]
    public void Before_the_first_commit_nothing_was_accepted_so_nothing_is_looser()
    {
        Git("init", "--quiet", "--initial-branch", "main");

        Assert.Equal(0, _repository.Run("metrics", "changes").ExitCode);
    }

    /// <summary>An accepted model on <c>main</c> with an owner, and a branch from there.</summary>
    private async Task BeginAsync(string? limit = null, string l2 = "1")
    {
        if (limit is not null) Edit(GatesPath, "\"max\": 100", limit);
        if (l2 != "1") Edit("pipelines/orders-late/parameters.json", "\"l2\": 1 ", $"\"l2\": {l2} ");
        var accepted = _repository.Run("metrics", "accept");
        Assert.True(accepted.ExitCode == 0, accepted.Error);
        await RunAsync("ssh-keygen", _keys, "-q", "-t", "ed25519", "-N", "", "-C", "owner", "-f", Path.Combine(_keys, "owner"));
        _repository.Write("gates.owners", $"owner@example.org {string.Join(' ', (await File.ReadAllTextAsync(Path.Combine(_keys, "owner.pub"), Stop)).Split(' ')[..2])}\n");
        _repository.Write(".gitignore", ".mlops/\n*.received.*\n");
        Git("init", "--quiet", "--initial-branch", "main");
        Git("config", "user.name", "Ada");
        Git("config", "user.email", "ada@example.org");
        Git("config", "commit.gpgsign", "false");
        Git("add", "--all");
        Git("commit", "--quiet", "-m", "Begin");
        Git("checkout", "--quiet", "-b", "side");
    }

    private Session Open() => Session.Open(_repository.Root, _repository.Pipelines, new SessionOptions { Threads = 2, BaseBranch = null });

    private void Edit(string path, string part, string with)
    {
        var text = File.ReadAllText(_repository.PathOf(path));
        Assert.Contains(part, text, StringComparison.Ordinal);
        _repository.Write(path, text.Replace(part, with, StringComparison.Ordinal));
    }

    private void Git(params string[] arguments) => RunAsync("git", _repository.Root, arguments).GetAwaiter().GetResult();

    private static async Task RunAsync(string program, string folder, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true })!;
        var error = process.StandardError.ReadToEndAsync(Stop);
        await process.StandardOutput.ReadToEndAsync(Stop);
        await process.WaitForExitAsync(Stop);
        Assert.True(process.ExitCode == 0, await error);
    }
}
