using MLOpsBuild.Learning.Baselines;
using MLOpsBuild.Learning.Loading;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Tests.Evaluation;

public sealed class PriorModelTests
{
    private static readonly Table Features = new([new NumberColumn("x", [1, 2, 3, 4])]);

    private static ITrainedModel Train(LearningTask task, double[] target, double[]? weights = null, params string[] classes) =>
        new PriorModel(task).Train(new TrainingSet(Features, target) { Weights = weights, Classes = classes }, new TrainingOptions(1), CancellationToken.None);

    [Fact]
    public void Of_several_classes_the_share_of_each_is_predicted_for_every_row_and_read_back()
    {
        var model = Train(LearningTask.Multiclass, [0, 2, 2, 0], null, "a", "b", "c");
        using var bytes = new MemoryStream();
        model.Write(bytes);
        bytes.Position = 0;
        foreach (var read in new[] { model, ModelFormats.Read(bytes) })
        {
            Assert.Equal((3, LearningTask.Multiclass), (read.Outputs, read.Task));
            Assert.Equal(["a", "b", "c"], read.Classes);
            Assert.Equal([0.5, 0, 0.5, 0.5, 0, 0.5], read.Predict(Features.Take([0, 1])));
        }
    }

    [Fact]
    public void Weights_count()
    {
        Assert.Equal([0.25, 0.75], Train(LearningTask.Multiclass, [0, 1, 1, 0], [1, 3, 0, 0]).Predict(Features.Take([0])));
        Assert.Equal([3.5], Train(LearningTask.Regression, [2, 4, 9, 9], [1, 3, 0, 0]).Predict(Features.Take([0])));
    }
}
