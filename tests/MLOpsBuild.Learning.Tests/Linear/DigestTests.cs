using System.Security.Cryptography;
using MLOpsBuild.Learning.Clustering;
using MLOpsBuild.Learning.Ensembles;
using MLOpsBuild.Learning.Linear;
using MLOpsBuild.Learning.Online;
using MLOpsBuild.Learning.Tests.RealData;
using MLOpsBuild.Learning.Transforms;

namespace MLOpsBuild.Learning.Tests.Linear;

/// <summary>The digests of models on real rows: the same on every machine, with and without vector instructions, in Debug and Release. A change of one must have a reason.</summary>
[Trait("Holds", "Digest")]
public sealed class DigestTests
{
    private const string Known = """
        b82b1b3dec86c91a
        073d4c7fe4d3364d
        a7e81144e4c582f8
        342358fefa21e087
        4a24f584d8854afc
        a3b510dcba4c36d3
        16ba5a6950d5ab3b
        """;

    private static string Of(ITrainer trainer, TrainingSet set) =>
        Convert.ToHexStringLower(SHA256.HashData(TestData.BytesOf(trainer.Train(set, new TrainingOptions(3), TestContext.Current.CancellationToken))))[..16];

    [Fact]
    public void Departures_give_the_known_digests()
    {
        var (march, days) = Departures.Between("2001-03-01", "2001-04-01");
        var delays = Departures.DelaysBetween("2001-03-01", "2001-04-01");
        ITransform[] chain =
        [
            new TargetEncoding(), new Imputation { Method = ImputationMethod.Median, Indicator = true }, new Clipping(),
            new Scaling { Method = ScalingMethod.Robust }, new Interactions { Pairs = [("tod", "ratio14")] }, new PrincipalProjection { Share = 0.99 },
        ];
        var weighted = march with { Weights = [.. march.Target.Select((_, row) => 1 + row % 5 / 4.0)] };
        var categories = new TransformedTrainer([new OneHot { LeastRows = 50 }, new Imputation(), new Scaling()], new LogisticRegression(new LinearOptions { L1 = 2, L2 = 1 }));

        var found = string.Join(
            '\n',
                Of(new RidgeRegression(), delays),
                Of(new ElasticNet(new ElasticNetOptions { Penalty = 0.1 }), delays),
                Of(new LogisticRegression(), weighted),
                Of(categories, march),
                Of(new TransformedTrainer(chain, new OnlineLinear(new OnlineOptions { L1 = 0.1 })), weighted),
                Of(new Stacking([new LogisticRegression(), new TransformedTrainer(chain, new LogisticRegression())], new LogisticRegression()) { Folds = 3 }, march with { Groups = days }),
                Of(new TransformedTrainer(chain, new KMeans(new KMeansOptions { Clusters = 4, Starts = 2 })), march));
        Assert.True(found == Known, found);
    }

    [Fact]
    public void Wine_gives_the_known_digest() => Assert.Equal("0102dd7f4b94c5d2", Of(new MultinomialRegression(), Reference.Table("wine", weighted: true)));
}
