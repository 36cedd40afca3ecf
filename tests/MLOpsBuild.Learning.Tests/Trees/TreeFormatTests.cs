using MLOpsBuild.Learning.Trees;
using MLOpsBuild.Numerics;

namespace MLOpsBuild.Learning.Tests.Trees;

public sealed class TreeFormatTests
{
    public static TheoryData<string> Kinds => ["boosted", "multiclass", "forest", "isolation"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Spoiled_bytes_are_refused_or_make_a_model_that_predicts(string kind)
    {
        var task = kind is "multiclass" or "forest" ? LearningTask.Multiclass : LearningTask.Binary;
        var set = TreeData.Make(200, task);
        ITrainer trainer = kind switch
        {
            "forest" => new RandomForest(new ForestOptions { Task = task, Trees = 2, Depth = 4 }),
            "isolation" => new IsolationForest(new IsolationForestOptions { Trees = 2, SampleRows = 16 }),
            _ => new BoostedTrees(new BoostedTreesOptions { Task = task, Trees = 2, MinChildWeight = 1, Depth = 3, Categories = CategoryTreatment.Native }),
        };
        var bytes = TestData.BytesOf(TreeData.Train(trainer, set));
        var random = new SeededRandom(3);

        for (var length = 0; length < bytes.Length; length += 7) Assert.Throws<InvalidDataException>(() => TestData.Read(bytes[..length]));
        for (var i = 0; i < 3000; i++)
        {
            var spoiled = (byte[])bytes.Clone();
            spoiled[random.Next(bytes.Length)] = (byte)random.Next(256);
            try
            {
                // Numbers may be others; places in arrays may not be out of them.
                if (TestData.Read(spoiled) is { } model && model.Inputs.All(input => set.Features.Has(input.Name) && set.Features[input.Name].Type == input.Type)) model.Predict(set.Features);
            }
            catch (InvalidDataException)
            {
                // Refused.
            }
        }
    }
}
