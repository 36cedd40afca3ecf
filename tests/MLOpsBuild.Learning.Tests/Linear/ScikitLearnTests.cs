using MLOpsBuild.Learning.Linear;

namespace MLOpsBuild.Learning.Tests.Linear;

public sealed class ScikitLearnTests
{
    private static ITrainedModel Train(ITrainer trainer, TrainingSet set, int threads = 1) =>
        trainer.Train(set, new TrainingOptions(threads), TestContext.Current.CancellationToken);

    [Fact]
    public void Elastic_net_and_lasso_equal_those_of_scikit_learn_on_diabetes()
    {
        foreach (var theirs in Reference.Of("elasticNet").EnumerateArray())
        {
            var options = new ElasticNetOptions { Penalty = theirs.Number("alpha"), L1Share = theirs.Number("ratio") };
            ITrainer trainer = options.L1Share == 1 ? new Lasso(options) : new ElasticNet(options);
            var model = (LinearModel)Train(trainer, Reference.Table("diabetes", theirs.GetProperty("weighted").GetBoolean()));

            // Each number has its own weight and that of a missing value, which there is none of.
            Reference.Close(theirs.GetProperty("weights").Numbers(), [.. Enumerable.Range(0, 10).Select(i => model.Weights[2 * i])], 1e-9);
            Reference.Close([theirs.Number("intercept")], [model.Weights[^1]], 1e-9);
            Assert.Equal(trainer.Name, model.Format);
        }
    }

    [Fact]
    public void Weighted_ridge_equals_that_of_scikit_learn()
    {
        var theirs = Reference.Of("weightedRidge");
        var set = Reference.Table("diabetes", weighted: true);

        Reference.Close(theirs.GetProperty("predictions").Numbers(), Train(new RidgeRegression(new LinearOptions { L2 = theirs.Number("l2") }), set).Predict(set.Features)[..50], 1e-9);
    }

    [Fact]
    public void Logistic_regression_with_either_penalty_equals_that_of_scikit_learn_on_breast_cancer()
    {
        foreach (var theirs in Reference.Of("logistic").EnumerateArray())
        {
            var set = Reference.Table("breast-cancer", theirs.GetProperty("weighted").GetBoolean());
            var model = (LinearModel)Train(new LogisticRegression(new LinearOptions { L1 = theirs.Number("l1"), L2 = Math.Max(1e-9, theirs.Number("l2")) }), set);

            Reference.Close(theirs.GetProperty("predictions").Numbers(), model.Predict(set.Features), 1e-6);
            Assert.Equal(theirs.Number("zeros"), Enumerable.Range(0, 30).Count(i => model.Weights[2 * i] == 0));
        }
    }

    [Fact]
    public void Multinomial_regression_equals_that_of_scikit_learn_on_wine()
    {
        foreach (var theirs in Reference.Of("multinomial").EnumerateArray())
        {
            var set = Reference.Table("wine", theirs.GetProperty("weighted").GetBoolean());

            Reference.Close(theirs.GetProperty("predictions").Numbers(), Train(new MultinomialRegression(new LinearOptions { L2 = theirs.Number("l2") }), set).Predict(set.Features), 1e-6);
        }
    }
}
