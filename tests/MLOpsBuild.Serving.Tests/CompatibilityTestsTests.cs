using System.Runtime.InteropServices;
using MLOpsBuild.Learning;
using MLOpsBuild.Pipelines.Features;
using MLOpsBuild.Serving.Compatibility;
using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Serving.Tests;

[Collection(nameof(AloneOnTheMachine))]
public sealed class CompatibilityTestsTests
{
    private static readonly Arrivals Features = new();
    private static readonly ModelContract Contract = new(Features.Inputs, Features.Features, Features.Events, LearningTask.Regression);

    private static LinearModel Model => LinearModel.For(Features, 1, 2, 3, 4);

    private static RuntimeRequirement Requirement => new() { Load = Read, LatencyBudget = TimeSpan.FromSeconds(1) };

    private static LinearModel Read(Stream stream)
    {
        using var reader = new BinaryReader(stream);
        return LinearModel.For(Features, reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble());
    }

    private static string Errors(GateResult result) => string.Join("\n", result.Findings.Where(f => f.Severity == Severity.Error).Select(f => $"{f.Rule}: {f.Message}"));

    [Fact]
    public void The_same_contract_within_budgets_passes()
    {
        var result = CompatibilityTests.Check(Contract, Model, Features, Requirement);
        Assert.Equal("", Errors(result));
        Assert.Equal(("compatibility", Verdict.Pass), (result.Gate, result.Verdict));
        Assert.Equal(Verdict.Pass, CompatibilityTests.Check(null, Model, Features, Requirement).Verdict);
    }

    [Fact]
    public void Features_in_another_order_fail()
    {
        var model = new LinearModel([.. Model.Inputs.Reverse()], 1, 2, 3, 4);
        Assert.Contains("signature: The model's input 0 is 'carrier' (text), the feature there is 'mean_delay' (number).", Errors(CompatibilityTests.Check(Contract, model, Features, Requirement)), StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_that_breaks_a_caller_is_named_at_once()
    {
        var changed = new Arrivals
        {
            Inputs =
            [
                new Field("time", ColumnType.Text, ""), new Field("distance", ColumnType.Number, ""), new Field("seats", ColumnType.Integer, ""),
                new Field("gate", ColumnType.Text, ""), new Field("crew", ColumnType.Integer, "", Optional: true),
            ],
        };
        var contract = Contract with { Task = LearningTask.Binary, Events = [.. Contract.Events, new EventKind("departure", [])] };
        var result = CompatibilityTests.Check(contract, Model, changed, Requirement);
        Assert.Equal(Verdict.Fail, result.Verdict);
        Assert.Equal(
            """
            task: The score was of the task Binary and is now of Regression; callers would misread it.
            request: The field 'time' of a request was time and is now text.
            request: The field 'carrier' of a request is gone; callers that send it would be refused.
            request: The field 'seats' of a request was optional and is now required.
            request: The field 'gate' of a request is new and required; make it optional.
            event: The kind of event 'departure' is gone; posting it would be refused.
            """,
            Errors(result));
        Assert.Contains(result.Findings, f => f.Severity == Severity.Info && f.Message == "The field 'crew' of a request is new and optional.");
    }

    [Fact]
    public void Another_machine_than_required_fails()
    {
        var requirement = Requirement with { MinimumRuntime = new Version(11, 0), Runtime = new Version(10, 0, 1), Architectures = [Architecture.X64], Architecture = Architecture.Arm64 };
        Assert.Equal("runtime: The model needs .NET 11.0; this is .NET 10.0.1.\narchitecture: The model runs on X64; this is Arm64.", Errors(CompatibilityTests.Check(Contract, Model, Features, requirement)));
    }

    [Fact]
    public void Budgets_that_are_exceeded_fail()
    {
        var memory = CompatibilityTests.Check(Contract, Model, Features, Requirement with { MemoryBudgetBytes = 1 });
        Assert.StartsWith("memory: Loading the model and one prediction allocate ", Errors(memory), StringComparison.Ordinal);
        var latency = CompatibilityTests.Check(Contract, Model, Features, Requirement with { LatencyBudget = TimeSpan.Zero });
        Assert.StartsWith("latency: The median of 201 predictions of one row is ", Errors(latency), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_does_not_come_back_the_same_fails()
    {
        var broken = CompatibilityTests.Check(Contract, Model, Features, Requirement with { Load = _ => throw new InvalidDataException("cut off") });
        Assert.Equal("loads: The model does not load and predict: cut off", Errors(broken));
        var other = CompatibilityTests.Check(Contract, Model, Features, Requirement with { Load = _ => LinearModel.For(Features, 9, 9, 9, 9) });
        Assert.Equal("loads: The model read back from its bytes predicts otherwise than the one that was written.", Errors(other));
    }
}
