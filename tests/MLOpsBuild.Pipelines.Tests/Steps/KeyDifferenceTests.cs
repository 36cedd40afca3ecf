using System.Text;
using MLOpsBuild.Content;
using MLOpsBuild.Pipelines.Steps;
using MLOpsBuild.Pipelines.Tests.Fixtures;

namespace MLOpsBuild.Pipelines.Tests.Steps;

public sealed class KeyDifferenceTests : IDisposable
{
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Equal_keys_have_no_differences() => Assert.Empty(Describe(Key(), Key()));

    [Fact]
    public void A_changed_parameter_shows_both_values() =>
        Assert.Equal(["parameter trees 200 → 300"], Describe(Key(parameters: [("trees", "200")]), Key(parameters: [("trees", "300")])));

    [Fact]
    public void Parameters_that_come_and_go_are_named() =>
        Assert.Equal(
            ["parameter depth removed (was 4)", "parameter leaves added (16)"],
            Describe(Key(parameters: [("depth", "4")]), Key(parameters: [("leaves", "16")])));

    [Fact]
    public void A_changed_input_shows_both_short_digests()
    {
        var (a, b) = (Digest.Of("a"u8), Digest.Of("b"u8));

        Assert.Equal([$"input 2001-04 {a.Short} → {b.Short}"], Describe(Key(inputs: [("2001-04", a)]), Key(inputs: [("2001-04", b)])));
    }

    [Fact]
    public void A_changed_toolchain_shows_both() => Assert.Equal(["toolchain .NET 10.0.1 → .NET 10.0.2"], Describe(Key(), Key(toolchain: ".NET 10.0.2")));

    [Fact]
    public void Every_difference_is_told_parameters_first() =>
        Assert.Equal(
            ["parameter trees added (1)", "input a added (" + Digest.Of("a"u8).Short + ")", "toolchain .NET 10.0.1 → .NET 11"],
            Describe(Key(), Key(parameters: [("trees", "1")], inputs: [("a", Digest.Of("a"u8))], toolchain: ".NET 11")));

    [Theory]
    [InlineData("FlightDelay.FlightFeatures.Dep60(FlightDelay.Flight,FlightDelay.FlightHistory)", "FlightFeatures.Dep60")]
    [InlineData("FlightDelay.FlightFeatures..ctor()", "FlightFeatures constructor")]
    [InlineData("FlightDelay.FlightFeatures..cctor()", "FlightFeatures static initialiser")]
    [InlineData("FlightDelay.FlightFeatures+<>c.<.ctor>b__21_4(FlightDelay.Flight,FlightDelay.FlightHistory)", "a lambda in FlightFeatures constructor")]
    [InlineData("FlightDelay.FlightFeatures+<>c__DisplayClass3_0.<Late>b__0(System.Double)", "a lambda in FlightFeatures.Late")]
    [InlineData("FlightDelay.FlightFeatures+<EventsOf>d__18.MoveNext()", "FlightFeatures.EventsOf")]
    [InlineData("FlightDelay.FlightFeatures.<Late>g__IsLate|3_0(System.Double)", "FlightFeatures.Late.IsLate")]
    [InlineData("MLOpsBuild.Pipelines.Features.FeatureSet`2+OnlineHistory.Compute(System.Collections.Generic.IReadOnlyList`1<MLOpsBuild.Tables.Cell>)", "FeatureSet.OnlineHistory.Compute")]
    [InlineData("A.B.Show<!T>(!T)", "B.Show")]
    [InlineData("A.B.Show<System.Int32>(System.Int32)", "B.Show")]
    [InlineData("FlightDelay.Flight.<Clone>$()", "Flight.<Clone>$")]
    [InlineData("package Acme.Some.Package", "package Acme.Some.Package")]
    public void Changed_code_is_named_as_people_write_it(string method, string shown)
    {
        var before = _bench.Store.Put(Encoding.UTF8.GetBytes($"01 {method}\n"));
        var after = _bench.Store.Put(Encoding.UTF8.GetBytes($"02 {method}\n"));

        Assert.Equal([$"code changed in {shown}"], Describe(Key(before), Key(after)));
    }

    [Fact]
    public void Many_changed_methods_are_counted()
    {
        var before = _bench.Store.Put("1 N.A.M()\n1 N.B.M()\n1 N.C.M()\n1 N.D.M()\n1 N.E.M()\n"u8);
        var after = _bench.Store.Put("2 N.A.M()\n2 N.B.M()\n2 N.C.M()\n2 N.D.M()\n2 N.E.M()\n"u8);

        Assert.Equal(["code changed in A.M, B.M, C.M and 2 more"], Describe(Key(before), Key(after)));
    }

    [Fact]
    public void Code_whose_manifest_is_gone_is_told_by_its_digests()
    {
        var (before, after) = (Digest.Of("x"u8), Digest.Of("y"u8));

        Assert.Equal([$"code {before.Short} → {after.Short}"], Describe(Key(before), Key(after)));
    }

    [Fact]
    public void A_key_reads_back_as_it_was_written()
    {
        var key = Key(parameters: [("slices", "distance at 500 → 1000 \"x\"")], inputs: [("a", Digest.Of("a"u8))]);

        var again = StepKey.Parse(key.ToBytes());

        Assert.Equal(key.ToDigest(), again.ToDigest());
        Assert.Empty(Describe(key, again));
    }

    private IReadOnlyList<string> Describe(StepKey before, StepKey after) => KeyDifference.Describe(before, after, _bench.Store);

    private static StepKey Key(Digest code = default, (string Name, string Value)[]? parameters = null, (string Name, Digest Value)[]? inputs = null, string toolchain = ".NET 10.0.1") =>
        new("train", code, Sorted(parameters ?? []), Sorted(inputs ?? []), toolchain);

    private static SortedDictionary<string, T> Sorted<T>((string Name, T Value)[] values) =>
        new(values.ToDictionary(v => v.Name, v => v.Value), StringComparer.Ordinal);
}
