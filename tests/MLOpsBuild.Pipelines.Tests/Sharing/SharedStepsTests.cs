using System.Text;
using System.Text.Json.Nodes;
using MLOpsBuild.Content;
using MLOpsBuild.Pipelines.Sharing;
using MLOpsBuild.Pipelines.Steps;
using MLOpsBuild.Pipelines.Tests.Fixtures;

namespace MLOpsBuild.Pipelines.Tests.Sharing;

/// <summary>A machine that publishes, and another that reads, over a remote that a stranger may write to.</summary>
public sealed class SharedStepsTests : IDisposable
{
    private readonly Bench _writer = new();
    private readonly Bench _reader = new();
    private readonly TempFolder _folder = new();
    private readonly SigningKey _key = SigningKey.New();
    private readonly List<string> _warnings = [];

    public void Dispose()
    {
        _writer.Dispose();
        _reader.Dispose();
        _folder.Dispose();
    }

    private IRemote Remote => Remotes.Open(_folder["remote"], new RemoteOptions { Time = TimeProvider.System });

    [Fact]
    public async Task A_signed_result_of_another_machine_is_a_hit_that_says_where_it_was_found()
    {
        await PublishAsync("a");

        var step = await RunAsync("a");

        Assert.True(step.Cached);
        Assert.StartsWith("hit, from run run-1 on branch main, by way of ", step.Why, StringComparison.Ordinal);
        Assert.Equal("\"a\"\n", Encoding.UTF8.GetString(_reader.Store.Get(step.Outputs["result"])));
        Assert.Empty(_warnings);
    }

    [Fact]
    public async Task Once_fetched_a_result_is_found_here()
    {
        await PublishAsync("a");
        await RunAsync("a");
        Directory.Delete(_folder["remote"], recursive: true);

        Assert.True((await RunAsync("a")).Cached);
    }

    [Fact]
    public async Task An_entry_without_a_signature_is_a_miss_with_a_warning() =>
        await RefusesAsync("it is not signed", envelope => envelope with { Signatures = [] });

    [Fact]
    public async Task An_entry_of_a_foreign_key_is_a_miss_that_names_the_trusted_ones()
    {
        var foreign = SigningKey.New();
        await PublishAsync("a", foreign);

        Assert.Contains($"it is signed by the key {foreign.Public.Id[..12]}, which is not trusted; trusted are ci", await MissAsync("a"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_that_claims_a_trusted_key_is_a_miss()
    {
        var foreign = SigningKey.New();
        await PublishAsync("a", foreign);
        Tamper("a", envelope => envelope with { Signatures = [envelope.Signatures[0] with { Keyid = _key.Public.Id }] });

        Assert.Contains("it names the key ci, but that key did not sign these bytes", await MissAsync("a"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tampered_outputs_in_the_statement_are_a_miss() => await RefusesAsync("did not sign these bytes", envelope =>
    {
        var statement = JsonNode.Parse(Convert.FromBase64String(envelope.Payload))!;
        statement["subject"]![0]!["digest"]!["sha256"] = Digest.Of("evil"u8).Hex;
        return envelope with { Payload = Convert.ToBase64String(Encoding.UTF8.GetBytes(statement.ToJsonString())) };
    });

    [Fact]
    public async Task Another_payload_type_does_not_make_another_document_a_statement() =>
        await RefusesAsync("it is signed as something else than a statement", envelope => envelope with { PayloadType = "text/plain" });

    [Fact]
    public async Task Outputs_that_were_put_in_the_place_of_the_signed_ones_are_a_miss()
    {
        var key = await PublishAsync("a");
        Change(key, manifest => manifest with { Layers = [manifest.Layers[0], new Descriptor(MediaTypes.Bytes, Store.Put("evil"u8), 4)] });

        Assert.Contains("its outputs are not those that were signed", await MissAsync("a"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_output_whose_bytes_were_changed_is_a_miss()
    {
        var key = await PublishAsync("a");
        var output = Store.GetManifest(Store.Resolve(SharedSteps.TagOf(key))!.Digest).Layers[1];
        var path = Store.PathOf(output.Digest);
        File.SetAttributes(path, FileAttributes.Normal);
        await File.WriteAllTextAsync(path, "\"b\"\n");

        Assert.Contains("is not used", await MissAsync("a"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signed_entry_that_is_replayed_for_another_key_is_a_miss()
    {
        var key = await PublishAsync("a");
        var other = await KeyOfAsync("b");
        Store.Tag(SharedSteps.TagOf(other), Store.Resolve(SharedSteps.TagOf(key))!);

        Assert.Contains($"it was signed for another key, {key.Short} of a, and put in this one's place", await MissAsync("b"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"payloadType\":\"application/vnd.in-toto+json\",\"payload\":\"%\",\"signatures\":[]}")]
    [InlineData("{\"payloadType\":\"application/vnd.in-toto+json\",\"payload\":null,\"signatures\":[]}")]
    public async Task Bytes_that_are_no_envelope_are_a_miss(string bytes)
    {
        var key = await PublishAsync("a");
        Put(key, Encoding.UTF8.GetBytes(bytes));

        await MissAsync("a");
    }

    [Fact]
    public async Task A_remote_that_cannot_be_reached_is_asked_once()
    {
        var asked = new Broken();
        using var runner = _reader.Runner(Options(new SharedSteps(asked, _reader.Store, [Trusted])), Bench.Text("a"), Bench.Text("b"));

        await runner.RunAsync(["a", "b"], default);

        Assert.All(runner.Finished, s => Assert.False(s.Cached));
        Assert.Contains("cannot be asked for shared results", _warnings[0], StringComparison.Ordinal);
        Assert.InRange(asked.Times, 1, 2);
    }

    [Fact]
    public async Task A_verdict_is_never_taken_from_others()
    {
        var step = Bench.Text("a");
        var check = new Step { Name = "a", Kept = KeptVerdicts.Passes, Execute = step.Execute };
        await PublishAsync("a");
        using var runner = _reader.Runner(Options(Shared), check);

        await runner.RunAsync(["a"], default);

        Assert.False(Assert.Single(runner.Finished).Cached);
    }

    [Fact]
    public async Task A_forced_step_asks_nobody()
    {
        await PublishAsync("a");
        using var runner = _reader.Runner(Options(Shared) with { Force = new HashSet<string> { "a" } }, Bench.Text("a"));

        await runner.RunAsync(["a"], default);

        Assert.Equal("forced", Assert.Single(runner.Finished).Why);
    }

    [Fact]
    public async Task A_forecast_tells_of_a_shared_result_and_fetches_nothing()
    {
        await PublishAsync("a");
        using var runner = _reader.Runner(Options(Shared), Bench.Text("a"), Bench.Text("b", null, "a"));

        var forecasts = await runner.ForecastAsync(["b"], default);

        Assert.Equal([StepFate.Hit, StepFate.Run], forecasts.Select(f => f.Fate));
        Assert.Contains("by way of", forecasts[0].Why, StringComparison.Ordinal);
        Assert.False(_reader.Store.Contains(Digest.Of("\"a\"\n"u8)));
    }

    private ContentStore Store => new(_folder["remote"]);

    private TrustedKey Trusted => new("ci", _key.Public, "a test");

    private SharedSteps Shared => new(Remote, _reader.Store, [Trusted]);

    private StepRunOptions Options(ISharedResults shared) => new() { Pipeline = "p", Run = "run-2", Threads = 2, Shared = shared, Warned = _warnings.Add };

    private async Task<Digest> PublishAsync(string name, SigningKey? key = null)
    {
        using var runner = _writer.Runner(new StepRunOptions { Pipeline = "p", Run = "run-1", Branch = "main" }, Bench.Text(name));
        await runner.RunAsync([name], default);
        var step = Assert.Single(runner.Finished);
        await new SharedSteps(Remote, _writer.Store, []).PublishAsync(new StepStatement(step.Key, name, "run-1", "main", new string('1', 40), step.Outputs), key ?? _key, default);
        return step.Key;
    }

    private async Task<Digest> KeyOfAsync(string name)
    {
        using var runner = _writer.Runner(Bench.Text(name));
        return (await runner.FindAsync(name, default)).Key;
    }

    private async Task<StepRun> RunAsync(string name)
    {
        using var runner = _reader.Runner(Options(Shared), Bench.Text(name));
        await runner.RunAsync([name], default);
        return Assert.Single(runner.Finished);
    }

    /// <summary>The step ran, and its cause and the one warning tell why what was shared is not used.</summary>
    private async Task<string> MissAsync(string name)
    {
        var step = await RunAsync(name);
        Assert.False(step.Cached);
        var warning = Assert.Single(_warnings);
        Assert.Contains(warning[(name.Length + 2)..], step.Why, StringComparison.Ordinal);
        return step.Why;
    }

    private async Task RefusesAsync(string reason, Func<DsseEnvelope, DsseEnvelope> change)
    {
        await PublishAsync("a");
        Tamper("a", change);
        Assert.Contains(reason, await MissAsync("a"), StringComparison.Ordinal);
    }

    private void Tamper(string name, Func<DsseEnvelope, DsseEnvelope> change)
    {
        var tag = Assert.Single(Store.Tags()).Name;
        var envelope = DsseEnvelope.Parse(Store.Get(Store.GetManifest(Store.Resolve(tag)!.Digest).Layers[0].Digest));
        Assert.NotNull(name);
        Put(Digest.Parse("sha256:" + tag["step-".Length..]), change(envelope).ToBytes());
    }

    private void Put(Digest key, byte[] envelope) =>
        Change(key, manifest => manifest with { Layers = [new Descriptor(SharedSteps.StatementType, Store.Put(envelope), envelope.Length), .. manifest.Layers.Skip(1)] });

    private void Change(Digest key, Func<OciManifest, OciManifest> change) =>
        Store.PutManifest(change(Store.GetManifest(Store.Resolve(SharedSteps.TagOf(key))!.Digest)), SharedSteps.TagOf(key));

    /// <summary>A registry behind a cable that was pulled.</summary>
    private sealed class Broken : IRemote
    {
        public int Times { get; private set; }

        public string Name => "the registry";

        public Task<bool> ContainsAsync(Digest digest, CancellationToken cancellationToken) => throw new HttpRequestException("no route to host");

        public Task<Stream> OpenBlobAsync(Digest digest, CancellationToken cancellationToken) => throw new HttpRequestException("no route to host");

        public Task PushBlobAsync(Digest digest, ContentStore from, CancellationToken cancellationToken) => throw new HttpRequestException("no route to host");

        public Task<Descriptor?> ResolveAsync(string tagOrDigest, CancellationToken cancellationToken)
        {
            Times++;
            throw new HttpRequestException("no route to host");
        }

        public Task<byte[]> GetManifestAsync(Descriptor descriptor, CancellationToken cancellationToken) => throw new HttpRequestException("no route to host");

        public Task PushManifestAsync(byte[] manifest, string mediaType, string? tag, CancellationToken cancellationToken) => throw new HttpRequestException("no route to host");

        public Task<IReadOnlyList<string>> TagsAsync(CancellationToken cancellationToken) => throw new HttpRequestException("no route to host");

        public Task<IReadOnlyList<Descriptor>> ReferrersAsync(Digest subject, CancellationToken cancellationToken) => throw new HttpRequestException("no route to host");
    }
}
