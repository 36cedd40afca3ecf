using System.Reflection;
using System.Text;
using MLOpsBuild.Pipelines.Code;

namespace MLOpsBuild.Pipelines.Tests.Code;

public sealed class ReachableCodeTests(CompiledPairs pairs) : IClassFixture<CompiledPairs>
{
    [Fact]
    public void Comments_formatting_and_local_names_change_nothing() =>
        Assert.Equal(From(pairs.Before, "Unchanged").Digest, From(pairs.After, "Unchanged").Digest);

    [Theory]
    [InlineData("Callee", "Pairs.Callee.Changed(")]
    [InlineData("Number", "Pairs.Number.Entry(")]
    [InlineData("Words", "Pairs.Words.Entry(")]
    [InlineData("Data", "Pairs.Data.Entry(")]
    [InlineData("Interface", "Pairs.Square.Area(")]
    [InlineData("Virtual", "Pairs.Circle.Area(")]
    [InlineData("Boxed", "Pairs.Dot.Area(")]
    [InlineData("TypeArgument", "Pairs.Square.Area(")]
    [InlineData("StaticAbstract", "Pairs.Kelvin.Zero(")]
    [InlineData("Initialiser", "Pairs.Initialiser..cctor(")]
    [InlineData("Lambda", "<Entry>b__")]
    [InlineData("Closure", "<Entry>b__")]
    [InlineData("Generic", "Pairs.Generic.Show<")]
    [InlineData("Iterator", ".MoveNext(")]
    [InlineData("Async", ".MoveNext(")]
    [InlineData("Catch", "Pairs.Catch.Entry(")]
    [InlineData("Comparer", "Pairs.Comparer+Down.Compare(")]
    [InlineData("Conversion", "op_Explicit(")]
    [InlineData("LocalFunction", "<Entry>g__Twice")]
    [InlineData("InterfaceDefault", "Pairs.IGreets.Greet(")]
    [InlineData("Delegates", "Pairs.Delegates.One(")]
    [InlineData("LambdaInAsyncInIterator", "<Later>b__")]
    public void A_change_shows_in_the_one_entry_of_the_method_that_holds_it(string pair, string method)
    {
        var changed = From(pairs.After, pair).ChangedSince(From(pairs.Before, pair));

        Assert.Contains(method, Assert.Single(changed), StringComparison.Ordinal);
    }

    [Fact]
    public void A_default_that_a_derived_interface_gives_counts_beside_the_one_that_it_replaces() =>
        Assert.Equal(["Pairs.IGreets.Greet()", "Pairs.IGreetsLoudly.Pairs.IGreets.Greet()"], From(pairs.After, "InterfaceDefaultOfDerived").ChangedSince(From(pairs.Before, "InterfaceDefaultOfDerived")));

    [Fact]
    public void A_method_that_nothing_calls_is_not_in_the_manifest() =>
        Assert.Equal(["Pairs.Unreached.Entry()"], Names(From(pairs.Before, "Unreached")));

    [Fact]
    public void An_override_of_a_type_that_nobody_creates_is_not_in_the_manifest()
    {
        var names = Names(From(pairs.Before, "OneShape"));

        Assert.Contains("Pairs.Square.Area()", names);
        Assert.DoesNotContain(names, name => name.Contains("NeverMade", StringComparison.Ordinal));
    }

    [Fact]
    public void A_root_type_counts_with_the_methods_that_it_inherits()
    {
        var names = Names(ReachableCode.From([], [pairs.Before.GetType("Pairs.MyTrainer")!]));

        Assert.Contains("Pairs.MyTrainer.Own()", names);
        Assert.Contains("Pairs.Trainer.Train()", names);
        Assert.Contains("Pairs.Trainer.Inherited()", names);
    }

    [Fact]
    public void The_framework_has_no_entries() =>
        Assert.DoesNotContain(Names(From(pairs.Before, "Lambda")), name => name.StartsWith("System.", StringComparison.Ordinal));

    [Fact]
    public void The_order_of_the_roots_does_not_matter()
    {
        var roots = pairs.Before.GetTypes().SelectMany(t => t.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly)).ToArray();

        var first = ReachableCode.From(roots, []);
        Assert.Equal(first.Digest, ReachableCode.From([.. roots.Reverse()], []).Digest);
        Assert.True(first.Count > 40);
    }

    private static CodeManifest From(Assembly assembly, string type) => ReachableCode.From([assembly.GetType("Pairs." + type)!.GetMethod("Entry")!], []);

    private static string[] Names(CodeManifest manifest) =>
        [.. Encoding.UTF8.GetString(manifest.Bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..])];
}
