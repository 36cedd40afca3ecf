using System.Text;
using MLOpsBuild.Content;
using MLOpsBuild.Data.Differences;

namespace MLOpsBuild.Data.Tests.Differences;

public sealed class DifferenceTests
{
    [Fact]
    public void Locks_differ_by_partitions_that_are_new_gone_or_of_other_bytes()
    {
        static Partition Of(string name, string content) => new(name, Digest.Of(Encoding.UTF8.GetBytes(content)), 1, 10, null, null);
        var before = DataLock.Empty.WithDataset("orders", new LockedDataset("csv", "schema.json", [Of("1", "a"), Of("2", "b"), Of("3", "c")]));
        var after = DataLock.Empty.WithDataset("orders", new LockedDataset("csv", "schema.json", [Of("1", "a"), Of("2", "x"), Of("4", "d")])).WithDataset("users", new LockedDataset("csv", "schema.json", []));
        var found = LockDifference.Between(before, after);
        Assert.Equal(["orders", "users"], found.Select(d => d.Name));
        Assert.Equal([(ChangeKind.Changed, "2"), (ChangeKind.Removed, "3"), (ChangeKind.Added, "4")], found[0].Partitions.Select(p => (p.Kind, p.Name)));
        Assert.Null(found[1].Before);
    }

    [Fact]
    public void Schemas_differ_by_what_they_say_not_by_how_it_is_laid_out()
    {
        var before = """{ "version": 1, "time": "at", "columns": { "at": { "type": "time" }, "a": { "type": "text" } }, "rules": { "a.presence": { "kind": "presence", "column": "a" } } }"""u8;
        var same = """{ "columns": { "a": { "type": "text" }, "at": { "type": "time" } }, "rules": { "a.presence": { "column": "a", "kind": "presence" } }, "time": "at", "version": 1 }"""u8;
        Assert.Empty(SchemaDifference.Between(before, same));
        var after = """{ "version": 1, "columns": { "at": { "type": "time" }, "a": { "type": "integer" } }, "rules": { "a.range": { "kind": "range", "column": "a", "min": 0 } } }"""u8;
        Assert.Equal(
            ["Removed setting time", "Changed column a", "Removed rule a.presence", "Added rule a.range"],
            SchemaDifference.Between(before, after).Select(c => $"{c.Kind} {c.Part} {c.Name}"));
        Assert.All(SchemaDifference.Between(before, []), c => Assert.Equal(ChangeKind.Removed, c.Kind));
    }

    [Theory]
    [InlineData(1_000_000, 1)]
    [InlineData(7, 2)]
    [InlineData(1, 1)]
    public void Rows_that_differ_are_the_same_however_few_are_kept_in_memory(int rowsAtOnce, int threads)
    {
        var before = Source("id,v\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i},{i}\n")));
        var after = Source("v,id\n" + string.Concat(Enumerable.Range(0, 45).Where(i => i % 10 != 3).Reverse().Select(i => $"{(i % 10 == 5 ? "x" : i)},{i}\n")));
        var found = new List<string>();
        var counts = RowDifference.Between([before], [after], new RowDifferenceOptions { Columns = ["id", "v"], Key = ["id"], RowsAtOnce = rowsAtOnce, Threads = threads }, c =>
            found.Add($"{c.Kind} {string.Join('/', c.Before ?? [])} {string.Join('/', c.After ?? [])}"), TestContext.Current.CancellationToken);
        Assert.Equal(new RowCounts(32, 4, 4, 4, 0), counts);
        string[] expected =
        [
            "Added  40/40", "Added  41/41", "Added  42/42", "Added  44/44",
            "Changed 5/5 5/x", "Changed 15/15 15/x", "Changed 25/25 25/x", "Changed 35/35 35/x",
            "Removed 3/3 ", "Removed 13/13 ", "Removed 23/23 ", "Removed 33/33 ",
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Without_a_key_equal_rows_are_paired_one_to_one_and_a_missing_value_differs_from_a_text()
    {
        var counts = RowDifference.Between([Source("a,b\nx,1\nx,1\nx,1\ny,\n")], [Source("a,b\nx,1\ny,2\nx,1\n")], new RowDifferenceOptions { Columns = ["a", "b"] }, _ => { }, TestContext.Current.CancellationToken);
        Assert.Equal(new RowCounts(2, 1, 2, 0, 0), counts);
    }

    [Fact]
    public void A_key_that_repeats_is_counted_and_its_rows_are_paired_in_their_order()
    {
        var counts = RowDifference.Between([Source("k,v\n1,a\n1,b\n")], [Source("k,v\n1,a\n1,c\n1,d\n")], new RowDifferenceOptions { Columns = ["k", "v"], Key = ["k"] }, _ => { }, TestContext.Current.CancellationToken);
        Assert.Equal(new RowCounts(1, 1, 0, 1, 3), counts);
    }

    private static RowSource Source(string csv) => new("file", csv.Count(c => c == '\n') - 1, () => new MemoryStream(Encoding.UTF8.GetBytes(csv)));
}
