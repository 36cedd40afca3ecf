using MLOpsBuild.Learning.Transforms;
using MLOpsBuild.Learning.Trees;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Tests.Transforms;

public sealed class FittedChainTests
{
    private static readonly Table Rows = Make(60, 1);
    private static readonly double[] Target = [.. Enumerable.Range(0, 60).Select(i => i % 3 == 0 ? 1.0 : 0)];

    private static readonly ITransform[] Everything =
    [
        new TimeParts { Columns = ["at"], Cycles = [TimeCycle.Week] },
        new Imputation { Method = ImputationMethod.Median, Columns = ["x", "n"], Indicator = true },
        new Imputation { Method = ImputationMethod.Constant, Columns = ["t"] },
        new Clipping { Columns = ["x"] },
        new Interactions { Pairs = [("x", "n"), ("t", "u")] },
        new Binning { Columns = ["n"], AsText = true },
        new Scaling { Columns = ["x", "x*n"] },
        new BagOfWords { Columns = ["words"], Weighting = WordWeighting.TfIdf },
        new OrdinalEncoding { Columns = ["n"] },
        new Hashing { Columns = ["u"], Buckets = 4 },
        new TargetEncoding { Columns = ["t|u"] },
        new OneHot { LeastRows = 8 },
        new SelectionByCorrelation { Columns = ["x", "x*n"], MostAmong = 0.9 },
        new Imputation { Method = ImputationMethod.Constant },
        new PrincipalProjection { Columns = ["at DayOfWeek", "at MinuteOfDay", "at Week sine", "at Week cosine"], Components = 2 },
        new SelectionByImportance(new BoostedTrees(new BoostedTreesOptions { Trees = 5, Task = LearningTask.Binary })) { LeastShare = 0.001 },
    ];

    private static Table Make(int rows, ulong seed)
    {
        var random = new SeededRandom(seed);
        T[] Values<T>(Func<T> make) => [.. Enumerable.Range(0, rows).Select(_ => make())];
        return new Table(
        [
            new NumberColumn("x", Values(() => random.Next(10) == 0 ? double.NaN : random.NextDouble())),
            new IntegerColumn("n", Values(() => (long)random.Next(30)), [0b101UL]),
            TextColumn.Of("t", Values(() => random.Next(8) == 0 ? null : $"t{random.Next(6)}")),
            TextColumn.Of("u", Values<string?>(() => $"u{random.Next(5)}")),
            TextColumn.Of("words", Values<string?>(() => $"word{random.Next(4)} and word{random.Next(4)}")),
            new TimeColumn("at", Values(() => new DateTime(2001, 1, 1).AddMinutes(random.Next(100_000)))),
        ]);
    }

    [Fact]
    public void Chain_is_the_same_in_training_and_serving()
    {
        var (chain, _) = Fitting.Chain(Rows, Target, Everything);
        var read = Fitting.Read(Fitting.BytesOf(chain));
        var later = Make(50, 2);
        var batch = chain.Apply(later);

        Assert.Equal(Fitting.Cells(batch), Fitting.Cells(read.Apply(later)));
        Assert.Equal(Fitting.Cells(batch), Fitting.Cells(Table.Concat([.. Enumerable.Range(0, 50).Select(row => read.Apply(later.Take([row])))])));
        Assert.Equal(Fitting.BytesOf(chain), Fitting.BytesOf(read));
        Assert.Equal(chain.Inputs, read.Inputs);
        Assert.Equal(batch.Columns.Select(c => new ModelInput(c.Name, c.Type)), read.Outputs);
        Assert.Equal(Everything.Select(t => t.Name), read.Transforms.Select(t => t.Name));
    }

    [Fact]
    public void What_a_transform_says_of_its_outputs_is_what_it_gives()
    {
        var (chain, _) = Fitting.Chain(Rows, Target, Everything);
        var table = Rows;
        foreach (var transform in chain.Transforms)
        {
            Assert.All(transform.Inputs, input => Assert.Equal(input.Type, table[input.Name].Type));
            table = transform.Apply(table);
            Assert.All(transform.Outputs, output => Assert.Equal(output.Type, table[output.Name].Type));
        }
    }

    [Fact]
    public void Every_transform_of_the_library_can_be_read() =>
        Assert.Equal(TransformFormats.Default.Names, Everything.Select(t => t.Name).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Bytes_do_not_depend_on_threads_or_on_the_order_of_dictionaries()
    {
        var set = new TrainingSet(Rows, Target);
        var shuffled = new TrainingSet(Table.Concat([Rows.Take([3]), Rows]).Take([.. Enumerable.Range(1, 60)]), Target);
        byte[] Bytes(TrainingSet of, int threads) => Fitting.BytesOf(FittedChain.Fit(Everything, of, new TrainingOptions(threads), TestContext.Current.CancellationToken).Chain);

        Assert.Equal(Bytes(set, 1), Bytes(set, 3));
        Assert.Equal(Bytes(set, 1), Bytes(shuffled, 1));
    }

    [Fact]
    public void Inputs_are_typed()
    {
        var (chain, _) = Fitting.Chain(Rows, Target, Everything);
        Table With(Column column) => new([.. Rows.Columns.Where(c => c.Name != column.Name), column]);

        Assert.Equal(Fitting.Cells(chain.Apply(Rows)), Fitting.Cells(chain.Apply(With(new NumberColumn("n", Rows["n"].ToNumbers())))));
        Assert.Contains("'t' is Number", Assert.Throws<ArgumentException>(() => chain.Apply(With(new NumberColumn("t", new double[60])))).Message, StringComparison.Ordinal);
        Assert.Throws<KeyNotFoundException>(() => chain.Apply(Rows.Select(["x"])));
        Assert.Equal(Fitting.Cells(chain.Apply(Rows)), Fitting.Cells(chain.Apply(Rows.With(new NumberColumn("more", new double[60])))));
    }

    [Fact]
    public void Hostile_bytes_are_refused_or_give_a_chain_that_works()
    {
        var good = Fitting.BytesOf(Fitting.Chain(Rows, Target, Everything).Chain);
        for (var length = 0; length < good.Length; length += 7) Assert.Throws<InvalidDataException>(() => Fitting.Read(good[..length]));
        Assert.Throws<InvalidDataException>(() => Fitting.Read([.. good, 0]));
        var random = new SeededRandom(1);
        for (var i = 0; i < 4000; i++)
        {
            byte[] bytes = [.. good];
            for (var hits = random.Next(3); hits >= 0; hits--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            try
            {
                var chain = Fitting.Read(bytes);
                if (chain.Inputs.SequenceEqual([.. Rows.Columns.Select(c => new ModelInput(c.Name, c.Type))])) Assert.Equal(chain.Outputs.Count, chain.Apply(Rows).Columns.Count);
            }
            catch (InvalidDataException)
            {
                // Refused, as it may be.
            }
        }
    }

    [Fact]
    public void Empty_chain_passes_its_inputs_on() => Assert.Equal(Fitting.Cells(Rows), Fitting.Cells(Fitting.Chain(Rows, Target).Chain.Apply(Rows)));

    [Fact]
    public void Too_many_transforms_are_refused() =>
        Assert.Throws<ArgumentException>(() => Fitting.Chain(Rows, Target, [.. Enumerable.Repeat(new Clipping(), 101)]));
}
