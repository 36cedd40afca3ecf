using MLOpsBuild.Learning.Onnx.Graphs;
using MLOpsBuild.Learning.Onnx.Wire;
using static MLOpsBuild.Learning.Tests.Onnx.OnnxGraphs;

namespace MLOpsBuild.Learning.Tests.Onnx;

/// <summary>What a file can not be made to do.</summary>
public sealed class OnnxRefusalTests
{
    private static string Refused(byte[] file) => Assert.Throws<InvalidDataException>(() => Import(file)).Message;

    private static byte[] Trees(Func<OnnxAttribute, OnnxAttribute> change) => OnnxGraphs.File(
        Floats(2),
        [Ml("TreeEnsembleRegressor", "variable", [.. Stumps("BRANCH_LEQ").Concat(Leaves("target", 0, 1, 2, 3, 4)).Select(change)])],
        Variable);

    private static byte[] With(string name, params long[] values) => Trees(a => a.Name == name ? Longs(name, values) : a);

    [Fact]
    public void Unknown_operators_are_all_named_with_the_known_ones()
    {
        var message = Refused(OnnxGraphs.File(Floats(1), [new("Conv", "", ["X"], ["y"], []), new("Attention", "com.microsoft", ["y"], ["variable"], [])], Variable));

        Assert.Contains("not known here: Conv, com.microsoft.Attention; known are Abs, Add", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_attributes_are_named_because_they_would_change_the_meaning() =>
        Assert.Contains("has the attribute 'dilation'", Refused(OnnxGraphs.File(Floats(1), [new("Identity", "", ["X"], ["variable"], [Long("dilation", 2)])], Variable)), StringComparison.Ordinal);

    [Fact]
    public void A_loop_between_nodes_is_no_tree()
    {
        Assert.Contains("two ways lead", Refused(With("nodes_truenodeids", 2, 0, 0, 1, 0, 0)), StringComparison.Ordinal);
        // Two nodes that lead to each other beside a root that is a leaf.
        var loop = new[]
        {
            Longs("nodes_treeids", 0, 0, 0, 0, 0), Longs("nodes_nodeids", 0, 1, 2, 3, 4), Longs("nodes_featureids", 0, 0, 0, 0, 0),
            Texts("nodes_modes", "LEAF", "BRANCH_LEQ", "BRANCH_LEQ", "LEAF", "LEAF"), Singles("nodes_values", 0, 0, 0, 0, 0),
            Longs("nodes_truenodeids", 0, 2, 1, 0, 0), Longs("nodes_falsenodeids", 0, 3, 4, 0, 0),
        };
        Assert.Contains("form a loop", Refused(OnnxGraphs.File(Floats(1), [Ml("TreeEnsembleRegressor", "variable", loop)], Variable)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nodes_falsenodeids", "no node 9", 9L, 0L, 0L, 2L, 0L, 0L)]
    [InlineData("nodes_nodeids", "twice", 0L, 1L, 1L, 0L, 1L, 2L)]
    [InlineData("nodes_featureids", "feature -1", -1L, 0L, 0L, 1L, 0L, 0L)]
    [InlineData("nodes_featureids", "ask for 8 columns", 7L, 0L, 0L, 1L, 0L, 0L)]
    [InlineData("nodes_featureids", "has 1 nodes_featureids", 7L)]
    [InlineData("target_ids", "target 5 of 1", 5L, 0L, 0L, 0L)]
    [InlineData("target_nodeids", "is no leaf", 0L, 2L, 1L, 2L)]
    public void Lists_that_do_not_fit_are_refused(string list, string says, params long[] values) => Assert.Contains(says, Refused(With(list, values)), StringComparison.Ordinal);

    [Fact]
    public void Values_that_would_grow_without_bound_are_refused()
    {
        // Each of forty operations puts its input beside itself.
        var nodes = Enumerable.Range(0, 40).Select(i => new OnnxNode("Concat", "", [i == 0 ? "X" : $"v{i}", i == 0 ? "X" : $"v{i}"], [i == 39 ? "variable" : $"v{i + 1}"], [Long("axis", 1)])).ToArray();

        Assert.Contains("more than 16777216 elements", Refused(OnnxGraphs.File(Floats(1), nodes, Variable)), StringComparison.Ordinal);
    }

    [Fact]
    public void Operations_that_mix_rows_are_refused() =>
        Assert.Contains("mixes rows", Refused(OnnxGraphs.File(Floats(1), [new("Softmax", "", ["X"], ["variable"], [Long("axis", 0)])], Variable)), StringComparison.Ordinal);

    [Fact]
    public void Values_are_made_once_and_before_they_are_read()
    {
        OnnxNode loop = new("Add", "", ["X", "variable"], ["variable"], []);
        Assert.Contains("before it is made", Refused(OnnxGraphs.File(Floats(1), [loop], Variable)), StringComparison.Ordinal);
        OnnxNode same = new("Identity", "", ["X"], ["variable"], []);
        Assert.Contains("twice", Refused(OnnxGraphs.File(Floats(1), [same, same], Variable)), StringComparison.Ordinal);
    }

    [Fact]
    public void Tensors_say_how_large_they_are_and_are_that()
    {
        OnnxNode[] nodes = [new("Add", "", ["X", "c"], ["variable"], [])];
        Assert.Contains("ask for 6", Refused(OnnxGraphs.File(Floats(1), nodes, Variable, ("c", OnnxTensor.Of(ElementType.Double, [2, 3], [1, 2])))), StringComparison.Ordinal);
        Assert.Contains("1000000 × 1000000", Refused(OnnxGraphs.File(Floats(1), nodes, Variable, ("c", OnnxTensor.Of(ElementType.Double, [1_000_000, 1_000_000], [])))), StringComparison.Ordinal);
    }

    [Fact]
    public void Wire_format_is_that_of_the_specification()
    {
        var writer = new ProtoWriter();
        writer.Integer(1, 150);
        writer.Text(2, "testing");
        writer.Integers(4, [3, 270, 86942]);

        // The examples of the documentation of protocol buffers.
        Assert.Equal(Convert.FromHexString("0896011207" + "74657374696E67" + "2206038E029EA705"), writer.Written.ToArray());
    }

    [Theory]
    [InlineData("08")]
    [InlineData("0896")]
    [InlineData("08FFFFFFFFFFFFFFFFFFFF01")]
    [InlineData("12FF01")]
    [InlineData("0B")]
    [InlineData("00")]
    public void Broken_messages_are_refused(string hex)
    {
        Assert.Throws<InvalidDataException>(() =>
        {
            var reader = new ProtoReader(Convert.FromHexString(hex));
            while (reader.Next()) reader.Skip();
        });
        Refused(Convert.FromHexString(hex));
    }
}
