using MLOpsBuild.Data;

namespace MLOpsBuild.Cli.Tests.Commands;

/// <summary>Commands that look at data: infer, validate, profile, drift.</summary>
public sealed class DataLooksTests : IDisposable
{
    private readonly ScratchRepository _repository = new();

    [Fact]
    public void Infer_writes_a_schema_that_its_file_keeps_and_never_overwrites_one()
    {
        _repository.Write("march.csv", ScratchRepository.Month(3));
        var result = _repository.Run("data", "infer", "march.csv", "--output", "pipelines/orders-late/draft.json");
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("4 columns of 168 rows", result.Output, StringComparison.Ordinal);
        var draft = File.ReadAllText(_repository.PathOf("pipelines/orders-late/draft.json"));
        Assert.Contains("\"time\": \"time\"", draft, StringComparison.Ordinal);
        var again = _repository.Run("data", "infer", "march.csv", "--output", "pipelines/orders-late/draft.json", "--time", "size", "--force");
        Assert.Equal(2, again.ExitCode);
        var refused = _repository.Run("data", "infer", "march.csv", "--output", "pipelines/orders-late/draft.json");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("--force", refused.Error, StringComparison.Ordinal);
        _repository.Write("pipelines/orders-late/schema.json", draft);
        Assert.Equal(0, _repository.Run("data", "validate", "march.csv").ExitCode);
    }

    [Fact]
    public void Infer_of_a_dataset_takes_types_that_fit_all_partitions()
    {
        Lock("2024-03", ScratchRepository.Month(3).Replace(",9,", ",9.5,", StringComparison.Ordinal));
        var result = _repository.Run("data", "infer", "orders", "--json");
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(504, (int)result.Result["rows"]!);
        Assert.Equal("number", (string)result.Result["schema"]!["columns"]!["size"]!["type"]!);
        Assert.Equal("integer", (string)result.Result["schema"]!["columns"]!["late"]!["type"]!);
    }

    [Fact]
    public void Validate_passes_what_is_locked()
    {
        var result = _repository.Run("data", "validate", "orders");
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("PASS  orders/2024-02: 168 rows, 1 rules: 0 errors, 0 warnings.", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_of_a_broken_file_ends_with_1_in_every_form_and_writes_its_rows()
    {
        _repository.Write("2024-03.csv", ScratchRepository.Month(3).Replace(",south,8,", ",south,800,", StringComparison.Ordinal));
        var text = _repository.Run("data", "validate", "2024-03.csv", "--broken", "out/broken.csv");
        Assert.Equal(1, text.ExitCode);
        Assert.Contains("size.range", text.Output, StringComparison.Ordinal);
        Assert.Contains("2024-03 does not keep the contract.", text.Error, StringComparison.Ordinal);
        Assert.StartsWith("_row,_rules,time,shop,size,late\n", File.ReadAllText(_repository.PathOf("out/broken.csv")), StringComparison.Ordinal);
        var junit = _repository.Run("data", "validate", "2024-03.csv", "--format", "junit");
        Assert.Equal(1, junit.ExitCode);
        Assert.Contains("<failure", junit.Output, StringComparison.Ordinal);
        var json = _repository.Run("data", "validate", "2024-03.csv", "--json");
        Assert.Equal("fail", (string)json.Result["verdict"]!);
        Assert.Equal(2, _repository.Run("data", "validate", "nowhere.csv").ExitCode);
    }

    [Fact]
    public void Validate_puts_the_test_suites_of_all_partitions_into_one_document()
    {
        var junit = _repository.Run("data", "validate", "orders", "--format", "junit");
        Assert.Equal(0, junit.ExitCode);
        var root = System.Xml.Linq.XDocument.Parse(junit.Output).Root!;
        Assert.Equal(2, root.Elements("testsuite").Count());
    }

    [Fact]
    public void Profile_shows_figures_writes_a_page_and_reads_each_partition_once()
    {
        var first = _repository.Run("data", "profile", "orders", "--html", "profile.html");
        Assert.True(first.ExitCode == 0, first.Error);
        Assert.Contains("336 rows, 4 columns", first.Output, StringComparison.Ordinal);
        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(_repository.PathOf("profile.html")), StringComparison.OrdinalIgnoreCase);
        foreach (var partition in _repository.Lock.Datasets["orders"].Partitions)
        {
            _repository.Workspace.Store.Remove(partition.Digest);
            _repository.Remote.Remove(partition.Digest);
        }

        Assert.Equal(first.Output, _repository.Run("data", "profile", "orders").Output);
        Assert.Equal(168, (int)_repository.Run("data", "profile", "orders", "--window", "2024-02", "--json").Result["profile"]!["rows"]!);
    }

    [Fact]
    public void Profile_of_a_window_of_days_is_that_of_its_rows_and_reads_each_edge_once()
    {
        string[] command = ["data", "profile", "orders", "--window", "2024-01-15..2024-02-03", "--json"];
        var first = _repository.Run(command);
        Assert.True(first.ExitCode == 0, first.Error);
        Assert.Equal((14 + 3) * 6, (int)first.Result["profile"]!["rows"]!);
        Assert.Equal("2024-01-15T08:00", (string)first.Result["profile"]!["columns"]!["time"]!["from"]!);
        Assert.Equal("2024-02-03T13:00", (string)first.Result["profile"]!["columns"]!["time"]!["to"]!);
        foreach (var partition in _repository.Lock.Datasets["orders"].Partitions)
        {
            _repository.Workspace.Store.Remove(partition.Digest);
            _repository.Remote.Remove(partition.Digest);
        }

        Assert.Equal(first.Output, _repository.Run(command).Output);
        Assert.NotEqual(0, _repository.Run("data", "profile", "orders", "--window", "2024-01-15..2024-02-04").ExitCode);
    }

    [Fact]
    public void Drift_of_windows_of_days_compares_their_rows()
    {
        foreach (var preset in new[] { "blocks", "evidently" })
        {
            var drift = _repository.Run("data", "drift", "orders", "--reference", "2024-01-05..2024-01-25", "--current", "2024-01-20..2024-02-10", "--preset", preset, "--json");
            Assert.True(drift.ExitCode < 2, drift.Error);
            Assert.Equal((21 * 6, (9 + 10) * 6), ((int)drift.Result["report"]!["reference"]!["rows"]!, (int)drift.Result["report"]!["current"]!["rows"]!));
        }
    }

    [Fact]
    public void Methods_of_the_preset_evidently_may_be_named_by_column()
    {
        string[] command = ["data", "drift", "orders", "--reference", "2024-01", "--current", "2024-02", "--json"];
        var drift = _repository.Run([.. command, "--preset", "evidently", "--method", "size=psi", "shop=tvd", "hellinger"]);
        Assert.True(drift.ExitCode == 0, drift.Error);
        Assert.Equal(["late hellinger", "shop tvd", "size psi"], drift.Result["report"]!["columns"]!.AsArray().Select(c => $"{c!["column"]} {c["statistics"]![0]!["name"]}").Order());
        Assert.Contains("preset evidently", _repository.Run([.. command, "--method", "psi"]).Error, StringComparison.Ordinal);
        Assert.Contains("hellinger", _repository.Run([.. command, "--preset", "evidently", "--method", "size=helinger"]).Error, StringComparison.Ordinal);
        Assert.Equal(2, _repository.Run([.. command, "--preset", "evidently", "--method", "sice=psi"]).ExitCode);
    }

    [Fact]
    public void Profile_fetches_a_partition_that_is_not_here()
    {
        using var empty = new ScratchRepository(pulled: false);
        Assert.Equal(0, empty.Run("data", "profile", "orders").ExitCode);
        Assert.Equal(2, empty.Run("data", "profile", "orders", "--window", "2025-01").ExitCode);
    }

    [Fact]
    public void Drift_of_equal_months_passes_and_of_a_moved_one_ends_with_1()
    {
        var same = _repository.Run("data", "drift", "orders", "--reference", "2024-01", "--current", "2024-02", "--margin", "0.1");
        Assert.True(same.ExitCode == 0, same.Error + same.Output);
        Assert.StartsWith("pass: ", same.Output, StringComparison.Ordinal);
        Lock("2024-03", ScratchRepository.Month(3).Replace(",north,", ",south,", StringComparison.Ordinal));
        var moved = _repository.Run("data", "drift", "orders", "--reference", "2024-01..2024-02", "--current", "2024-03", "--margin", "0.1", "--html", "drift.html");
        Assert.Equal(1, moved.ExitCode);
        Assert.Contains("'shop' has drifted", moved.Error, StringComparison.Ordinal);
        Assert.Contains("shop", File.ReadAllText(_repository.PathOf("drift.html")), StringComparison.Ordinal);
        var json = _repository.Run("data", "drift", "orders", "--reference", "2024-01", "--current", "2024-03", "--preset", "evidently", "--json");
        Assert.Equal("evidently", (string)json.Result["report"]!["preset"]!);
    }

    [Fact]
    public void Drift_reads_no_partition_again_that_it_has_counted()
    {
        string[] command = ["data", "drift", "orders", "--reference", "2024-01", "--current", "2024-02", "--margin", "0.1"];
        var first = _repository.Run(command);
        foreach (var partition in _repository.Lock.Datasets["orders"].Partitions)
        {
            _repository.Workspace.Store.Remove(partition.Digest);
            _repository.Remote.Remove(partition.Digest);
        }

        Assert.Equal(first.Output, _repository.Run(command).Output);
    }

    [Fact]
    public void Drift_leaves_out_what_the_calendar_fixes_unless_it_is_named()
    {
        var schema = File.ReadAllText(_repository.PathOf("pipelines/orders-late/schema.json"));
        _repository.Write("pipelines/orders-late/schema.json", schema.Replace("\"late\": { \"type\": \"integer\" }", "\"late\": { \"type\": \"integer\", \"role\": \"calendar\" }", StringComparison.Ordinal));
        var without = _repository.Run("data", "drift", "orders", "--reference", "2024-01", "--current", "2024-02", "--margin", "0.1");
        Assert.DoesNotContain("late", without.Output, StringComparison.Ordinal);
        var named = _repository.Run("data", "drift", "orders", "--reference", "2024-01", "--current", "2024-02", "--margin", "0.1", "--columns", "late", "size");
        Assert.Contains("2 columns compared", named.Output, StringComparison.Ordinal);
        Assert.Equal(2, _repository.Run("data", "drift", "orders", "--reference", "2024-01", "--current", "2024-02", "--columns", "lat").ExitCode);
        Assert.Equal(2, _repository.Run("data", "drift", "orders", "--reference", "2024-01", "--current", "2024-02", "--margin", "2").ExitCode);
    }

    public void Dispose() => _repository.Dispose();

    private void Lock(string name, string csv)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(csv);
        var partition = new Partition(name, _repository.Workspace.Store.Put(bytes), bytes.Length, 168, new DateTime(2024, 3, 1), new DateTime(2024, 3, 28));
        _repository.Lock.WithPartition("orders", partition).Save(_repository.PathOf("data.lock.json"));
    }
}
