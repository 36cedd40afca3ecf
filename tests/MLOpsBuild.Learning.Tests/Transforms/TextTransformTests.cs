using MLOpsBuild.Learning.Tests.Linear;
using MLOpsBuild.Learning.Transforms;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Tests.Transforms;

public sealed class TextTransformTests
{
    private static readonly Table Rows = new([TextColumn.Of("t", ["b", "a", null, "b", "c"])]);
    private static readonly Table Later = new([TextColumn.Of("t", ["c", "new", null])]);

    [Fact]
    public void Ordinal_places_are_given_or_those_of_the_ordinal_order()
    {
        Assert.Equal([2, double.NaN, double.NaN], Fitting.Numbers(Fitting.Reread(Rows, new OrdinalEncoding()).Apply(Later), "t"));
        var order = new Dictionary<string, IReadOnlyList<string>> { ["t"] = ["c", "b", "new"] };
        Assert.Equal([0, 2, double.NaN], Fitting.Numbers(Fitting.Reread(Rows, new OrdinalEncoding { Orders = order }).Apply(Later), "t"));
        order["t"] = ["a", "a"];
        Assert.Throws<ArgumentException>(() => Fitting.Fit(new OrdinalEncoding { Orders = order }, Rows));
    }

    [Theory]
    [InlineData("", 0xcbf29ce484222325)]
    [InlineData("a", 0xaf63dc4c8601ec8c)]
    [InlineData("foobar", 0x85944171f73967e8)]
    public void Hash_is_FNV_1a(string text, ulong expected) => Assert.Equal(expected, StableHash.Of(text));

    [Fact]
    public void Texts_count_in_the_bucket_of_their_hash()
    {
        var rows = new Table([TextColumn.Of("t", ["b", null]), new NumberColumn("x", [1, 2]), TextColumn.Of("u", ["c", "c"])]);
        var table = Fitting.Reread(rows, new Hashing { Buckets = 3, Prefix = "h" }).Apply(rows);
        double[][] buckets = [.. Enumerable.Range(0, 3).Select(i => Fitting.Numbers(table, $"h{i}"))];

        Assert.Equal(["x", "h0", "h1", "h2"], Fitting.Names(table));
        Assert.Equal(2, buckets.Sum(b => b[0]));
        Assert.Equal(1, buckets[StableHash.Bucket("u=c", 3)][1]);
        Assert.True(buckets[StableHash.Bucket("t=b", 3)][0] >= 1);
    }

    [Fact]
    public void Buckets_fill_evenly()
    {
        var counts = new int[16];
        for (var i = 0; i < 16_000; i++) counts[StableHash.Bucket($"destination=airport {i}", 16)]++;

        Assert.All(counts, c => Assert.InRange(c, 850, 1150));
    }

    [Fact]
    public void Target_means_are_drawn_towards_the_mean_of_all()
    {
        // Mean 0.4; b: (1 + 2 · 0.4) / (2 + 2), a: (1 + 0.8) / 3, missing: 0.8 / 3, c: 0.8 / 3.
        double[] target = [1, 1, 0, 0, 0];
        var chain = Fitting.Reread(Rows, new TargetEncoding { PriorWeight = 2 }, target);

        Reference.Close([0.45, 0.6, 0.8 / 3, 0.45, 0.8 / 3], Fitting.Numbers(chain.Apply(Rows), "t"), 1e-15);
        Reference.Close([0.8 / 3, 0.4, 0.8 / 3], Fitting.Numbers(chain.Apply(Later), "t"), 1e-15);
    }

    [Fact]
    public void Training_rows_get_what_the_other_folds_say()
    {
        double[] target = [1, 1, 0, 0, 0];
        var training = Fitting.Numbers(
            new TargetEncoding { PriorWeight = 2, Folds = 1000 }.Fit(new TrainingSet(Rows, target) { Groups = [7, 8, 9, 7, 9] }, Fitting.Options, TestContext.Current.CancellationToken).Training, "t");

        // Without group 7: mean 1/3, b unseen. Without 8: mean 1/4, a unseen. Without 9: mean 2/3, missing and c unseen.
        Reference.Close([1 / 3.0, 0.25, 2 / 3.0, 1 / 3.0, 2 / 3.0], training, 1e-15);
    }

    [Fact]
    public void Folds_do_not_tell_a_row_its_own_target()
    {
        var rows = new Table([TextColumn.Of("id", [.. Enumerable.Range(0, 200).Select(i => $"{i}")])]);
        double[] target = [.. Enumerable.Range(0, 200).Select(i => i % 2 * 1.0)];
        var values = Fitting.Numbers(Fitting.Fit(new TargetEncoding { PriorWeight = 0 }, rows, target).Training, "id");

        Assert.All(values, v => Assert.InRange(v, 0.3, 0.7));
        Assert.Equal(5, values.Distinct().Count());
    }

    [Fact]
    public void Each_class_has_a_column_and_weights_count()
    {
        var set = new TrainingSet(Rows, [0, 1, 2, 1, 0]) { Classes = ["x", "y", "z"], Weights = [3, 1, 1, 1, 0] };
        var table = new TargetEncoding { PriorWeight = 0, Folds = 1 }.Fit(set, Fitting.Options, TestContext.Current.CancellationToken).Training;

        Assert.Equal(["t=x", "t=y", "t=z"], Fitting.Names(table));
        // c has no weight: it is the mean of all, 3/6.
        Reference.Close([0.75, 0, 0, 0.75, 0.5], Fitting.Numbers(table, "t=x"), 1e-15);
    }

    [Fact]
    public void Rows_without_a_target_can_not_be_encoded_by_it()
    {
        Assert.Throws<ArgumentException>(() => Fitting.Fit(new TargetEncoding(), Rows, []));
        Assert.Throws<ArgumentException>(() => Fitting.Fit(new TargetEncoding(), Rows, [1, 2, 3, 4, double.NaN]));
        Assert.Throws<ArgumentException>(() => Fitting.Fit(new SelectionByCorrelation { LeastWithTarget = 0.1 }, Rows, []));
    }

    [Fact]
    public void Words_equal_those_of_scikit_learn()
    {
        for (var phrase = 1; phrase <= 2; phrase++)
        {
            var theirs = Reference.Of($"tfidf{phrase}");
            var rows = new Table([TextColumn.Of("text", [.. theirs.GetProperty("texts").EnumerateArray().Select(t => t.GetString())])]);
            var ours = Fitting.Reread(rows, new BagOfWords { Weighting = WordWeighting.TfIdf, LongestPhrase = phrase }).Apply(rows);
            string[] words = [.. theirs.GetProperty("words").EnumerateArray().Select(w => w.GetString()!)];
            var values = theirs.GetProperty("values").Rows();

            Assert.Equal(words.Order(StringComparer.Ordinal).Select(w => $"text:{w}"), Fitting.Names(ours));
            for (var i = 0; i < words.Length; i++) Reference.Close([.. values.Select(row => row[i])], Fitting.Numbers(ours, $"text:{words[i]}"), 1e-14);
        }
    }

    [Fact]
    public void Words_between_blanks_are_taken_as_they_are_written()
    {
        var rows = new Table([TextColumn.Of("t", ["To be,\tor  NOT\r\nto be", "to be", null, " "])]);

        var words = Fitting.Reread(rows, new BagOfWords { Splitting = WordSplitting.Blanks, LongestPhrase = 2, LeastRows = 1 }).Apply(rows);

        Assert.Equal(["t:NOT", "t:NOT to", "t:To", "t:To be,", "t:be", "t:be,", "t:be, or", "t:or", "t:or NOT", "t:to", "t:to be"], Fitting.Names(words));
        Assert.Equal([1.0, 1, 0, 0], Fitting.Numbers(words, "t:to be"));
    }

    [Fact]
    public void Words_are_counted_and_rare_ones_left_out()
    {
        var rows = new Table([TextColumn.Of("t", ["To be, or NOT to be", "be", null, "to x"])]);

        Assert.Equal(["t:be", "t:to"], Fitting.Names(Fitting.Fit(new BagOfWords { LeastRows = 2 }, rows).Training));
        Assert.Equal([2.0, 1, 0, 0], Fitting.Numbers(Fitting.Fit(new BagOfWords(), rows).Training, "t:be"));
        Assert.Equal([1.0, 1, 0, 0], Fitting.Numbers(Fitting.Fit(new BagOfWords { Weighting = WordWeighting.Presence }, rows).Training, "t:be"));
        Assert.Equal(["t:be"], Fitting.Names(Fitting.Fit(new BagOfWords { MostWords = 1 }, rows).Training));
        Assert.Throws<ArgumentException>(() => Fitting.Fit(new BagOfWords(), new Table([TextColumn.Of("t", ["x", null])])));
    }

    [Fact]
    public void Times_become_parts_and_cycles()
    {
        var rows = new Table([new TimeColumn("at", [new DateTime(2001, 2, 25, 18, 0, 0), DateTime.MinValue, new DateTime(2000, 12, 31, 6, 30, 0)])]);
        var table = Fitting.Reread(rows, new TimeParts { Parts = Enum.GetValues<TimePart>(), Cycles = Enum.GetValues<TimeCycle>() }).Apply(rows);
        double[] Row(int row) => [.. table.Columns.Take(12).Select(c => c.ToNumbers()[row])];

        Assert.Equal([2001, 1, 2, 8, 56, 25, 7, 1, 18, 0, 1080, 11378.75], Row(0));
        Assert.All(table.Columns, c => Assert.True(c.IsMissing(1)));
        Assert.Equal([2000, 4, 12, 52, 366, 31, 7, 1, 6, 30, 390], Row(2)[..11]);
        Assert.Equal([-1.0, 0], (double[])[Fitting.Numbers(table, "at Day sine")[0], Fitting.Numbers(table, "at Day cosine")[0]]);
        Assert.Equal(Math.Sin(2 * Math.PI * 6.75 / 7), Fitting.Numbers(table, "at Week sine")[0], 1e-15);
        Assert.Equal(Math.Cos(2 * Math.PI * 55.75 / 365), Fitting.Numbers(table, "at Year cosine")[0], 1e-15);
    }
}
