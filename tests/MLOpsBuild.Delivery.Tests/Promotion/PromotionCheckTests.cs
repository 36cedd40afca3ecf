using MLOpsBuild.Content;
using MLOpsBuild.Delivery.Attestations;
using MLOpsBuild.Delivery.Environments;
using MLOpsBuild.Delivery.Promotion;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Delivery.Tests.Promotion;

public sealed class PromotionCheckTests
{
    private static readonly Digest Package = Some.Digest("package");
    private static readonly EvidenceBinding Binding = new(Some.Digest("gates"), Some.Digest("rows"));
    private static readonly EnvironmentFile Production = new() { Model = "churn", Requires = ["load", "api"] };

    public static TheoryData<Verdict?, Verdict?, Verdict> Combinations
    {
        get
        {
            Verdict?[] all = [Verdict.Pass, Verdict.Hold, Verdict.Fail, Verdict.Error, null];
            var data = new TheoryData<Verdict?, Verdict?, Verdict>();
            foreach (var load in all)
            {
                foreach (var api in all)
                {
                    // Only two passes are a pass; where nothing worse than a hold is in the way, more evidence may still decide.
                    var expected = (load, api) is (Verdict.Pass, Verdict.Pass) ? Verdict.Pass
                        : load is Verdict.Pass or Verdict.Hold && api is Verdict.Pass or Verdict.Hold ? Verdict.Hold
                        : Verdict.Fail;
                    data.Add(load, api, expected);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Package_passes_only_when_every_required_verdict_is_a_pass(Verdict? load, Verdict? api, Verdict expected)
    {
        var evidence = new[] { ("load", load), ("api", api) }.Where(e => e.Item2 is not null).Select(e => Record(e.Item1, e.Item2!.Value)).ToList();

        var result = Promoter.Check(Production, Package, evidence);

        Assert.Equal("promotion", result.Gate);
        Assert.Equal(expected, result.Verdict);
        Assert.Equal(new[] { load, api }.Count(v => v is not Verdict.Pass), result.Findings.Count(f => f.Severity == Severity.Error));
        Assert.Equal(["api", "load"], result.Findings.Select(f => f.Rule).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_missing_requirement_is_listed_at_once()
    {
        var environment = Production with { Quarantined = [Package], After = "staging" };

        var result = Promoter.Check(environment, Package, [], new PromotionContext { PackageModel = "other" });

        Assert.Equal(["quarantine", "model", "after", "load", "api"], result.Findings.Select(f => f.Rule));
        Assert.All(result.Findings, f => Assert.Equal(Severity.Error, f.Severity));
    }

    [Fact]
    public void Verdicts_that_are_not_required_do_not_matter() =>
        Assert.Equal(Verdict.Pass, Promoter.Check(Production, Package, [.. Passed(), Record("drift", Verdict.Fail)]).Verdict);

    [Fact]
    public void Evidence_that_cannot_be_read_stands_in_the_way() =>
        Assert.Equal(Verdict.Fail, Promoter.Check(Production, Package, [.. Passed(), Record(Evidence.UnreadableGate, Verdict.Error)]).Verdict);

    [Fact]
    public void Quarantined_digest_is_refused_though_it_passed_everything() =>
        Assert.Equal(Verdict.Fail, Promoter.Check(Production with { Quarantined = [Package] }, Package, Passed()).Verdict);

    [Theory]
    [InlineData(true, Verdict.Pass)]
    [InlineData(false, Verdict.Fail)]
    public void Environment_after_another_takes_only_what_the_other_has(bool same, Verdict expected)
    {
        var staging = new EnvironmentFile { Model = "churn", Requires = [], Digest = same ? Package : Some.Digest("other") };

        Assert.Equal(expected, Promoter.Check(Production with { After = "staging" }, Package, Passed(), new PromotionContext { After = staging }).Verdict);
    }

    [Theory]
    [InlineData("gates", "rows", Verdict.Pass)]
    [InlineData("other", "rows", Verdict.Fail)]
    [InlineData("gates", "other", Verdict.Fail)]
    public void Pass_by_other_rules_or_on_other_rows_is_no_pass(string gates, string rows, Verdict expected)
    {
        var context = new PromotionContext { GateConfiguration = Some.Digest(gates), EvaluationData = Some.Digest(rows) };

        Assert.Equal(expected, Promoter.Check(Production, Package, Passed(), context).Verdict);
    }

    private static EvidenceRecord[] Passed() => [Record("load", Verdict.Pass), Record("api", Verdict.Pass)];

    private static EvidenceRecord Record(string gate, Verdict verdict) => new(new GateResult(gate, verdict, "because", []), Binding);
}
