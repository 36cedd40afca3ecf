namespace MLOpsBuild.Cli.Tests.Commands;

/// <summary><c>mlops data compare</c> over locked months of orders.</summary>
public sealed class DataComparisonTests : IDisposable
{
    private readonly ScratchRepository _repository = new();

    private CommandResult Compare(string training, string testing, params string[] more) => _repository.Run(["data", "compare", "orders", "--training", training, "--testing", testing, .. more]);

    [Fact]
    public void A_later_month_of_the_same_kind_can_test()
    {
        var result = Compare("2024-01", "2024-02", "--sample", "time");

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.StartsWith("PASS  orders: 168 rows for training, 168 for testing: 0 findings.", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_feature_that_gives_the_label_away_fails_unless_it_only_warns()
    {
        var failed = Compare("2024-01", "2024-02", "--sample", "time", "--label", "late");
        Assert.Equal(1, failed.ExitCode);
        Assert.Contains("  error   label-correlation: 'size' alone predicts 'late' with a score of 1 in training", failed.Output, StringComparison.Ordinal);
        Assert.Contains("2024-02 cannot test what 2024-01 trains", failed.Error, StringComparison.Ordinal);
        var warned = Compare("2024-01", "2024-02", "--sample", "time", "--label", "late", "--warn", "label-correlation,size");
        Assert.Equal(0, warned.ExitCode);
        Assert.Contains("  warning label-correlation: ", warned.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_on_both_sides_are_leaks_and_json_lists_them()
    {
        var result = Compare("2024-01", "2024-01-10..2024-01-28", "--index", "time", "--json");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("fail", (string)result.Result["verdict"]!);
        Assert.Equal("2024-01-10..2024-01-28", (string)result.Result["testing"]!);
        Assert.Equal(["date-duplicates", "date-overlap", "index-leakage", "sample-mix"], result.Result["findings"]!.AsArray().Select(f => (string)f!["check"]!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_month_that_moved_is_found_alone()
    {
        var march = ScratchRepository.Month(3).Replace(",south,", ",north,", StringComparison.Ordinal);
        _repository.Write("2024-03.csv", march);
        Assert.Equal(0, _repository.Run("data", "add", "orders", "2024-03.csv").ExitCode);

        var result = Compare("2024-01..2024-02", "2024-03", "--sample", "time", "--json");

        Assert.Equal(["feature-drift"], result.Result["findings"]!.AsArray().Select(f => (string)f!["check"]!));
    }

    [Theory]
    [InlineData("no column 'sise'", "--training", "2024-01", "--testing", "2024-02", "--label", "sise")]
    [InlineData("no check 'sizes'", "--training", "2024-01", "--testing", "2024-02", "--warn", "sizes")]
    [InlineData("has no rows", "--training", "2024-01", "--testing", "2025-02")]
    [InlineData("--testing", "--training", "2024-01")]
    public void A_mistake_is_one_of_usage(string message, params string[] arguments)
    {
        var result = _repository.Run(["data", "compare", "orders", .. arguments]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_shows_examples()
    {
        var help = _repository.Run("data", "compare", "--help").Output;

        Assert.Contains("mlops data compare orders --training 2024-01..2024-03 --testing 2024-04", help, StringComparison.Ordinal);
        Assert.Contains("label-correlation-change", help, StringComparison.Ordinal);
    }

    public void Dispose() => _repository.Dispose();
}
