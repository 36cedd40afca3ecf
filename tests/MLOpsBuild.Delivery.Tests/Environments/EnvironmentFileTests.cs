using System.Text;
using MLOpsBuild.Delivery.Environments;
using MLOpsBuild.Delivery.Json;

namespace MLOpsBuild.Delivery.Tests.Environments;

public sealed class EnvironmentFileTests
{
    private const string A = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string B = "sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

    private const string Full =
        $$"""
        {
          "version": 1,
          "model": "flight-delay",
          "digest": "{{B}}",
          "source": "oci://ghcr.io/acme/models/flight-delay",
          "requires": [
            "data-validation",
            "load"
          ],
          "after": "staging",
          "rollout": {
            "steps": [
              {
                "setWeight": 10
              },
              {
                "pause": {
                  "duration": "5m"
                }
              },
              {
                "pause": {}
              },
              {
                "analysis": {
                  "errorRate": "< 0.01",
                  "p99": "< 50ms"
                }
              },
              {
                "setWeight": 100
              }
            ]
          },
          "quarantined": [
            "{{A}}"
          ]
        }

        """;

    [Fact]
    public void File_that_is_written_is_the_file_that_was_read() =>
        Assert.Equal(Full, Encoding.UTF8.GetString(Parse(Full).ToBytes()));

    [Fact]
    public void Rollout_steps_are_typed()
    {
        var steps = Parse(Full).Rollout!.Steps;

        Assert.Equal(new SetWeightStep(10), steps[0]);
        Assert.Equal(new PauseStep(TimeSpan.FromMinutes(5)), steps[1]);
        Assert.Equal(new PauseStep(null), steps[2]);
        var conditions = Assert.IsType<AnalysisStep>(steps[3]).Conditions;
        Assert.Equal(("errorRate", 0.01, ConditionUnit.None), (conditions[0].Metric, conditions[0].Condition.Limit, conditions[0].Condition.Unit));
        Assert.Equal(("p99", 0.05, ConditionUnit.Seconds), (conditions[1].Metric, conditions[1].Condition.Limit, conditions[1].Condition.Unit));
    }

    [Fact]
    public void Environment_before_its_first_promotion_has_no_digest() =>
        Assert.Null(Parse("""{"version":1,"model":"m","requires":[]}""").Digest);

    [Fact]
    public void Quarantined_digests_are_written_sorted_and_once() =>
        Assert.Contains($"\"{A}\",\n    \"{B}\"\n", Encoding.UTF8.GetString((Parse(Full) with { Quarantined = [Content.Digest.Parse(B), Content.Digest.Parse(A), Content.Digest.Parse(B)] }).ToBytes()), StringComparison.Ordinal);

    [Fact]
    public void All_problems_are_told_at_once_with_their_lines()
    {
        const string text =
            """
            {
              "version": 2,
              "degist": "x",
              "requires": ["load", "load"],
              "after": "../x",
              "rollout": { "steps": [
                { "setWeight": 101 },
                { "pause": { "duration": "5 minutes" } },
                { "analysis": { "p99": "< 50", "speed": "< 1" } },
                { "analysis": { "errorRate": "0.01" } },
                { }
              ] }
            }
            """;

        var problems = Assert.Throws<InvalidFileException>(() => Parse(text)).Problems;

        Assert.Equal([1, 2, 3, 4, 5, 7, 8, 9, 9, 10, 11], problems.Select(p => p.Line));
        Assert.Contains("the key 'model' is missing", problems[0].Message, StringComparison.Ordinal);
        Assert.Contains("unknown key 'degist'; known keys: after, digest, model, quarantined, requires, rollout, source, version", problems[2].Message, StringComparison.Ordinal);
        Assert.Contains(problems, p => p.Message.Contains("unknown key 'speed'; known keys: accuracy, auc", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("""{"version":1,"model":"m","requires":[],}""")]
    [InlineData("""{"version":1,"model":"m","model":"n","requires":[]}""")]
    [InlineData("""{"version":1.5,"model":"m","requires":[]}""")]
    [InlineData("""{"version":1,"model":"","requires":[]}""")]
    [InlineData("""{"version":1,"model":"m","requires":{}}""")]
    [InlineData("""{"version":1,"model":"m","requires":[1]}""")]
    [InlineData("""{"version":1,"model":"m","requires":[],"digest":null}""")]
    [InlineData("""{"version":1,"model":"m","requires":[],"digest":"sha256:AA"}""")]
    [InlineData("""{"version":1,"model":"m","requires":[],"rollout":{"steps":[{"setWeight":1,"pause":{}}]}}""")]
    [InlineData("""{"version":1,"model":"\uD800","requires":[]}""")]
    public void Hostile_file_is_refused_by_a_message(string text) =>
        Assert.NotEmpty(Assert.Throws<InvalidFileException>(() => Parse(text)).Problems);

    [Fact]
    public void Nesting_without_end_is_refused_by_a_message() =>
        Assert.Throws<InvalidFileException>(() => Parse(new string('[', 100_000)));

    [Fact]
    public void Bytes_that_are_not_Unicode_are_refused_by_a_message() =>
        Assert.Throws<InvalidFileException>(() => EnvironmentFile.Parse([.. "{\"version\":1,\"model\":\""u8, 0xFF, .. "\",\"requires\":[]}"u8], "e.json"));

    [Fact]
    public void Message_names_file_and_line() =>
        Assert.StartsWith("environments/e.json:2: ", Assert.Throws<InvalidFileException>(() => EnvironmentFile.Parse("{\n\"x\": }"u8, "environments/e.json")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("../secret")]
    [InlineData("")]
    [InlineData("-x")]
    [InlineData("a/b")]
    public void Name_that_leaves_the_folder_has_no_path(string name) => Assert.Throws<ArgumentException>(() => EnvironmentFile.PathOf(name));

    [Theory]
    [InlineData("< 0.01", 0.01, false, true)]
    [InlineData("<= 0.01", 0.01, true, true)]
    [InlineData("> 0.8", 0.8, false, false)]
    [InlineData(">=0.8", 0.8, true, false)]
    public void Condition_holds_on_its_side_of_the_limit(string text, double limit, bool atLimit, bool below)
    {
        var condition = Condition.TryParse(text)!;

        Assert.Equal(atLimit, condition.Holds(limit));
        Assert.Equal(below, condition.Holds(limit - 0.001));
        Assert.Equal(!below, condition.Holds(limit + 0.001));
        Assert.False(condition.Holds(double.NaN));
    }

    [Theory]
    [InlineData("5m", 300)]
    [InlineData("90s", 90)]
    [InlineData("2h", 7200)]
    [InlineData("1d", 86400)]
    [InlineData("0s", 0)]
    public void Duration_is_read(string text, double seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), Durations.TryParse(text));

    [Theory]
    [InlineData("5")]
    [InlineData("m")]
    [InlineData("-5m")]
    [InlineData("5 m")]
    [InlineData("5M")]
    [InlineData("99999999999d")]
    [InlineData("9999999999999999999s")]
    public void Text_that_is_no_duration_is_refused(string text) => Assert.Null(Durations.TryParse(text));

    [Theory]
    [InlineData("1m")]
    [InlineData("36h")]
    [InlineData("250ms")]
    [InlineData("7d")]
    public void Duration_is_written_as_it_was_read(string text) => Assert.Equal(text, Durations.ToText(Durations.TryParse(text)!.Value));

    private static EnvironmentFile Parse(string text) => EnvironmentFile.Parse(Encoding.UTF8.GetBytes(text), "environments/e.json");
}
