using MLOpsBuild.Content;
using MLOpsBuild.Pipelines.Lineage;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Pipelines.Steps;
using MLOpsBuild.Pipelines.Tests.Fixtures;

namespace MLOpsBuild.Pipelines.Tests.Lineage;

/// <summary>January and February train, with January as February's history; March measures, with February as its history.</summary>
public sealed class LineageTests
{
    private static readonly Digest[] Months = [Digest.Of([1]), Digest.Of([2]), Digest.Of([3])];
    private static readonly Digest Model = Digest.Of([20]);
    private static readonly Digest Package = Digest.Of([30]);
    private static readonly PartitionNames Names = PartitionNames.None.With(Months.Select((m, i) => new NamedPartition("orders", $"2024-0{i + 1}", m)));

    private static readonly RunRecord Run = Recorded.Run("run-1") with
    {
        Model = Model,
        Package = Package,
        Steps =
        [
            Step("evaluate", [Model, Digest.Of([12])], Digest.Of([21])),
            Step("features@2024-02", [Months[0], Months[1]], Digest.Of([11])),
            Step("features@2024-03", [Months[1], Months[2]], Digest.Of([12])),
            Step("train", [Digest.Of([11])], Model),
            Step("validate@2024-01", [Months[0], Digest.Of([40])], Digest.Of([41])),
        ],
    };

    [Fact]
    public void Partitions_are_told_apart_by_what_they_were_for()
    {
        var origin = ModelOrigin.Of(Run, Names)!;

        Assert.Equal(
            ["2024-01 History", "2024-02 Training", "2024-02 Evaluation", "2024-03 Evaluation"],
            origin.Partitions.Select(u => $"{u.Partition.Name} {u.Use}"));
        Assert.Equal(["features@2024-02", "train"], origin.Steps.Select(s => s.Name));
    }

    [Fact]
    public void A_record_names_its_own_partitions_where_no_lock_does()
    {
        var run = Run with { Data = [new RunData("training", "orders", "all", [new RunPartition("2024-02", Months[1], 5)])] };

        Assert.Equal(["orders/2024-02"], ModelOrigin.Of(run, PartitionNames.None)!.Partitions.Select(u => u.Partition.Place).Distinct());
        Assert.Empty(ModelOrigin.Of(Run, PartitionNames.None)!.Partitions);
        Assert.Null(ModelOrigin.Of(Run with { Model = null }, Names));
    }

    [Fact]
    public void The_graph_leads_from_a_partition_to_models_and_on_to_packages_and_environments()
    {
        var accepted = new PipelineLock { Version = 1, Model = Model, Parameters = [], Steps = new(Run.Steps.ToDictionary(s => s.Name, s => new LockedStep(s.Inputs, s.Outputs)), StringComparer.Ordinal) };
        var other = ModelOrigin.Of(Run with { Id = "run-2", Model = Digest.Of([21]) }, PartitionNames.None)!;
        var graph = new LineageGraph(
            [ModelOrigin.Of(Run, Names)!, ModelOrigin.Of("p", accepted, Names, "abc", Run.Started.AddDays(1)), other],
            [(Digest.Of([31]), Model)],
            [new Placement("production", Package, "def", Run.Started, true), new Placement("staging", Digest.Of([99]), "def", Run.Started, true)]);

        var model = Assert.Single(graph.BuiltOn(Months[0]));

        Assert.Equal(Model, model.Model);
        Assert.Equal([PartitionUse.History], model.UsesOf(Months[0]));
        Assert.Equal([(null, true), ("run-1", false)], model.Origins.Select(o => (o.Run, o.IsAccepted)));
        Assert.Equal(new[] { Package, Digest.Of([31]) }.Order(), model.Packages);
        Assert.Equal("production", Assert.Single(model.Placements).Environment);
        Assert.Empty(graph.BuiltOn(Digest.Of([77])));
        Assert.Equal(2, graph.Models.Count);
        Assert.Null(graph.Find(Digest.Of([77])));
    }

    [Fact]
    public void Steps_that_run_in_a_circle_by_mistake_end_the_walk()
    {
        var run = Run with { Steps = [Step("a", [Digest.Of([2])], Model), Step("b", [Model, Months[2]], Digest.Of([2]))] };

        Assert.Equal(["a", "b"], ModelOrigin.Of(run, PartitionNames.None)!.Steps.Select(s => s.Name));
    }

    private static StepRun Step(string name, Digest[] inputs, Digest output) => new(
        name, Digest.Of([0]), false, "", 1, Digest.Of([9]), new(inputs.Select((d, i) => (d, i)).ToDictionary(p => $"in{p.i}", p => p.d), StringComparer.Ordinal), new(StringComparer.Ordinal) { ["result"] = output });
}
