using MLOpsBuild.Content;
using MLOpsBuild.Data.Validation;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Data.Tests.Validation;

public sealed class ForcedTests
{
    private static readonly DatasetSchema Schema = DatasetSchema.Parse("""
        { "version": 1, "columns": { "a": { "type": "integer" }, "b": { "type": "integer" } }, "rules": {
          "a.range": { "kind": "range", "column": "a", "min": 0, "max": 9 }, "b.range": { "kind": "range", "column": "b", "min": 0, "max": 9 } } }
        """u8);

    [Fact]
    public void A_forced_rule_only_warns_and_the_force_is_told()
    {
        var result = Validate("a,b\n10,1\n", ["a.range"]);
        Assert.Equal(Verdict.Pass, result.Verdict);
        Assert.Equal([(Severity.Warning, "a.range"), (Severity.Warning, "schema.forced")], result.Findings.Select(f => (f.Severity, f.Rule)));
    }

    [Fact]
    public void A_rule_that_was_not_forced_judges_as_before() => Assert.Equal(Verdict.Fail, Validate("a,b\n10,10\n", ["a.range"]).Verdict);

    [Fact]
    public void Forced_rules_are_kept_by_the_lock_and_make_another_partition()
    {
        var plain = new Partition("p", Digest.Of([]), 0, 1, null, null);
        var forced = plain with { Forced = ["a.range"] };
        Assert.NotEqual(plain, forced);
        var read = DataLock.Parse(System.Text.Encoding.UTF8.GetBytes(DataLock.Empty.WithDataset("d", new LockedDataset("csv", "s", [forced])).ToJson()));
        Assert.Equal(forced, read.Datasets["d"]["p"]);
        Assert.Equal(PartitionChangeKind.Described, Assert.Single(PartitionChange.Between(DataLock.Empty.WithDataset("d", new LockedDataset("csv", "s", [plain])), read)).Kind);
    }

    private static GateResult Validate(string csv, string[] forced)
    {
        using var file = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(csv));
        return Validator.Read(Schema, file, "d.csv", [], new ValidationOptions { Forced = forced }, TestContext.Current.CancellationToken).Result;
    }
}
