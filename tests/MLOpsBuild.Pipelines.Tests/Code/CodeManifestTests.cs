using MLOpsBuild.Pipelines.Code;

namespace MLOpsBuild.Pipelines.Tests.Code;

public sealed class CodeManifestTests
{
    [Fact]
    public void A_manifest_reads_back_as_it_was_written()
    {
        var manifest = ReachableCode.From([], [typeof(CodeManifestTests)]);

        var again = CodeManifest.Parse(manifest.Bytes);

        Assert.Equal(manifest.Digest, again.Digest);
        Assert.Equal(manifest.Count, again.Count);
        Assert.Empty(again.ChangedSince(manifest));
    }

    [Fact]
    public void Changed_added_and_removed_methods_are_named_in_order()
    {
        var before = CodeManifest.Parse("01 A.Same()\n02 A.Changed()\n03 A.Removed()\n"u8.ToArray());
        var after = CodeManifest.Parse("01 A.Same()\n05 A.Changed()\n04 A.Added(System.Int32, X)\n"u8.ToArray());

        Assert.Equal(["A.Added(System.Int32, X)", "A.Changed()", "A.Removed()"], after.ChangedSince(before));
    }

    [Fact]
    public void A_line_without_a_digest_is_refused()
    {
        var problem = Assert.Throws<InvalidDataException>(() => CodeManifest.Parse("01 A.B()\nnonsense\n"u8.ToArray()));

        Assert.Contains("'nonsense'", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_manifest_is_a_manifest() => Assert.Equal(0, CodeManifest.Parse([]).Count);
}
