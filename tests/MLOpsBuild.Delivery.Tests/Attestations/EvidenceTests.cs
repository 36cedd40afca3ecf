using System.Text;
using System.Text.Json;
using MLOpsBuild.Content;
using MLOpsBuild.Delivery.Attestations;
using MLOpsBuild.Delivery.Json;
using MLOpsBuild.Delivery.Packages;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Delivery.Tests.Attestations;

public sealed class EvidenceTests : IDisposable
{
    private static readonly EvidenceBinding Binding = new(Some.Digest("gates"), Some.Digest("rows"));
    private readonly TempFolder _folder = new();

    private ContentStore Store => new(_folder["store"]);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Verdict.Pass, "PASSED", "pass", "passedTests")]
    [InlineData(Verdict.Hold, "WARNED", "hold", "warnedTests")]
    [InlineData(Verdict.Fail, "FAILED", "fail", "failedTests")]
    [InlineData(Verdict.Error, "FAILED", "error", "failedTests")]
    public void Verdict_is_told_in_the_words_of_the_predicate_and_read_back_exactly(Verdict verdict, string word, string exact, string list)
    {
        var result = new GateResult("load", verdict, "p99 is 12 ms < 50 ms", [new Finding(Severity.Warning, "p99", "slow & <b>", "a:1:2"), new Finding(Severity.Info, "n", "100")]);

        var bytes = new VerdictStatement(Some.Digest("model"), result, Binding).ToBytes();

        using var json = JsonDocument.Parse(bytes);
        var predicate = json.RootElement.GetProperty("predicate");
        Assert.Equal("https://in-toto.io/Statement/v1", json.RootElement.GetProperty("_type").GetString());
        Assert.Equal("https://in-toto.io/attestation/test-result/v0.1", json.RootElement.GetProperty("predicateType").GetString());
        Assert.Equal(Some.Digest("model").Hex, json.RootElement.GetProperty("subject")[0].GetProperty("digest").GetProperty("sha256").GetString());
        Assert.Equal(word, predicate.GetProperty("result").GetString());
        Assert.Equal(exact, predicate.GetProperty("mlopsbuild_verdict").GetString());
        Assert.Equal("load", Assert.Single(predicate.GetProperty(list).EnumerateArray()).GetString());
        var read = VerdictStatement.Parse(bytes);
        Assert.Equal((Some.Digest("model"), Binding), (read.Model, read.Binding));
        Assert.Equal((result.Gate, result.Verdict, result.Summary), (read.Result.Gate, read.Result.Verdict, read.Result.Summary));
        Assert.Equal(result.Findings, read.Result.Findings);
    }

    [Theory]
    [InlineData("PASSED", Verdict.Pass)]
    [InlineData("WARNED", Verdict.Hold)]
    [InlineData("FAILED", Verdict.Fail)]
    public void Statement_of_another_tool_is_read_by_its_word(string word, Verdict expected) =>
        Assert.Equal(expected, VerdictStatement.Parse(Foreign(word, word.ToLowerInvariant() + "Tests")).Result.Verdict);

    [Theory]
    [InlineData("PASSED", "failedTests", "")]
    [InlineData("FAILED", "failedTests", ",\"mlopsbuild_verdict\":\"pass\"")]
    [InlineData("PASSED", "passedTests", ",\"mlopsbuild_verdict\":\"hold\"")]
    [InlineData("PASSED", "passedTests", ",\"mlopsbuild_verdict\":\"maybe\"")]
    [InlineData("PASSED", "passedTests", ",\"warnedTests\":[\"api\"]")]
    [InlineData("GREAT", "passedTests", "")]
    public void Statement_that_contradicts_itself_is_refused(string word, string list, string more) =>
        Assert.Throws<InvalidFileException>(() => VerdictStatement.Parse(Foreign(word, list, more)));

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[{}]")]
    [InlineData("""{"_type":"https://in-toto.io/Statement/v1","subject":[null],"predicateType":"https://in-toto.io/attestation/test-result/v0.1","predicate":7}""")]
    public void Bytes_that_are_no_statement_are_refused(string text) => Assert.Throws<InvalidFileException>(() => VerdictStatement.Parse(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Verdicts_of_a_model_come_back_sorted_by_gate()
    {
        var model = Model();
        Evidence.Attach(Store, model, Result("load", Verdict.Pass), Binding);
        Evidence.Attach(Store, model, Result("api", Verdict.Hold), Binding);

        Assert.Equal([("api", Verdict.Hold), ("load", Verdict.Pass)], Evidence.Of(Store, model).Select(r => (r.Gate, r.Verdict)));
        Assert.All(Evidence.Records(Store, model), r => Assert.Equal(Binding, r.Binding));
    }

    [Fact]
    public void Model_without_verdicts_has_none() => Assert.Empty(Evidence.Of(Store, Model()));

    [Fact]
    public void Later_verdict_takes_the_place_of_the_earlier_one_of_the_same_gate()
    {
        var model = Model();
        foreach (var verdict in new[] { Verdict.Pass, Verdict.Fail, Verdict.Pass, Verdict.Hold, Verdict.Pass })
        {
            Evidence.Attach(Store, model, Result("load", verdict), Binding);
            Assert.Equal(verdict, Assert.Single(Evidence.Of(Store, model)).Verdict);
        }
    }

    [Fact]
    public void Equal_verdict_attached_again_changes_nothing()
    {
        var model = Model();
        var first = Evidence.Attach(Store, model, Result("load", Verdict.Pass), Binding);

        var second = Evidence.Attach(Store, model, Result("load", Verdict.Pass), Binding);

        Assert.Equal(first, second);
        Assert.Single(Store.Referrers(model));
    }

    [Fact]
    public void Same_verdict_has_the_same_bytes_in_another_store()
    {
        var other = new ContentStore(_folder["other"]);

        var first = Evidence.Attach(Store, Model(), Result("load", Verdict.Pass), Binding);
        var second = Evidence.Attach(other, ModelPackage.Write(other, Some.Package()), Result("load", Verdict.Pass), Binding);

        Assert.Equal(first, second);
    }

    [Fact]
    public void Verdicts_that_two_builds_attached_at_once_leave_the_worse_one()
    {
        var other = new ContentStore(_folder["other"]);
        var model = Model();
        ModelPackage.Write(other, Some.Package());
        Evidence.Attach(Store, model, Result("load", Verdict.Pass), Binding);
        var failed = Evidence.Attach(other, model, Result("load", Verdict.Fail), Binding);
        Copy(other, failed);

        Assert.Equal(Verdict.Fail, Assert.Single(Evidence.Of(Store, model)).Verdict);
    }

    [Fact]
    public void Verdict_that_follows_two_at_once_stands_alone()
    {
        var other = new ContentStore(_folder["other"]);
        var model = Model();
        ModelPackage.Write(other, Some.Package());
        Evidence.Attach(Store, model, Result("load", Verdict.Pass), Binding);
        Copy(other, Evidence.Attach(other, model, Result("load", Verdict.Fail), Binding));

        Evidence.Attach(Store, model, Result("load", Verdict.Pass), Binding);

        Assert.Equal(Verdict.Pass, Assert.Single(Evidence.Of(Store, model)).Verdict);
    }

    [Fact]
    public void Evidence_about_another_model_is_an_error()
    {
        var (model, other) = (Model(), ModelPackage.Write(Store, Some.Package("other")));
        var manifest = Store.GetManifest(Evidence.Attach(Store, other, Result("load", Verdict.Pass), Binding));
        Store.PutManifest(manifest with { Subject = manifest.Subject! with { Digest = model } });

        var result = Assert.Single(Evidence.Of(Store, model));

        Assert.Equal(("load", Verdict.Error), (result.Gate, result.Verdict));
    }

    [Fact]
    public void Evidence_under_another_gates_name_is_an_error()
    {
        var model = Model();
        var manifest = Store.GetManifest(Evidence.Attach(Store, model, Result("api", Verdict.Pass), Binding));
        Store.PutManifest(manifest with { Annotations = new SortedDictionary<string, string>(manifest.Annotations!) { ["org.mlopsbuild.gate"] = "load" } });

        Assert.Equal([("api", Verdict.Pass), ("load", Verdict.Error)], Evidence.Of(Store, model).Select(r => (r.Gate, r.Verdict)));
    }

    [Fact]
    public void Evidence_whose_statement_is_lost_or_damaged_is_an_error()
    {
        var model = Model();
        var lost = Store.GetManifest(Evidence.Attach(Store, model, Result("api", Verdict.Pass), Binding)).Layers[0].Digest;
        var damaged = Store.GetManifest(Evidence.Attach(Store, model, Result("load", Verdict.Pass), Binding)).Layers[0].Digest;
        Store.Remove(lost);
        File.AppendAllText(Store.PathOf(damaged), " ");

        Assert.All(Evidence.Of(Store, model), r => Assert.Equal(Verdict.Error, r.Verdict));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    [InlineData("")]
    public void Evidence_that_does_not_say_which_it_is_is_an_error(string sequence)
    {
        var model = Model();
        var manifest = Store.GetManifest(Evidence.Attach(Store, model, Result("load", Verdict.Pass), Binding));
        Store.PutManifest(manifest with { Annotations = new SortedDictionary<string, string>(manifest.Annotations!) { ["org.mlopsbuild.sequence"] = sequence } });

        Assert.Equal([(Evidence.UnreadableGate, Verdict.Error), ("load", Verdict.Pass)], Evidence.Of(Store, model).Select(r => (r.Gate, r.Verdict)));
    }

    [Fact]
    public void Verdict_on_a_model_that_is_not_there_is_refused() =>
        Assert.Throws<ContentMissingException>(() => Evidence.Attach(Store, Some.Digest("nothing"), Result("load", Verdict.Pass), Binding));

    private static GateResult Result(string gate, Verdict verdict) => new(gate, verdict, "because", []);

    private static byte[] Foreign(string word, string list, string more = "")
    {
        var hex = Some.Digest("x").Hex;
        return Encoding.UTF8.GetBytes(
            $$$"""
            {"_type":"https://in-toto.io/Statement/v1","subject":[{"digest":{"sha256":"{{{hex}}}","sha512":"x"}}],"extra":1,
             "predicateType":"https://in-toto.io/attestation/test-result/v0.1","predicate":{"result":"{{{word}}}","url":"https://example.org",
             "configuration":[{"name":"gate-configuration","digest":{"sha256":"{{{hex}}}"}},{"name":"evaluation-data","digest":{"sha256":"{{{hex}}}"}}],
             "{{{list}}}":["load"]{{{more}}}}}
            """);
    }

    private Digest Model() => ModelPackage.Write(Store, Some.Package());

    private void Copy(ContentStore from, Digest manifest)
    {
        foreach (var layer in from.GetManifest(manifest).Layers) Store.Put(from.Get(layer.Digest));
        Store.PutManifest(from.Get(manifest));
    }
}
