using System.Diagnostics;
using MLOpsBuild.Pipelines.Features;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Cli.Tests.Gates;

/// <summary>Features that break the rule: one of them reads the clock, so that a server cannot compute what training has seen.</summary>
public sealed class ClockFeatures : FeatureSet<Order, OrderHistory>
{
    public override IReadOnlyList<Field> Inputs { get; } = [new("size", ColumnType.Integer, "items"), new("shop", ColumnType.Text, "name")];

    public override IReadOnlyList<EventKind> Events { get; } = [];

    protected override IReadOnlyList<Feature<Order, OrderHistory>> Definitions { get; } =
    [
        new("size", ColumnType.Number, "items", (order, _) => Cell.Of((double)order.Size)),
        new("ticks", ColumnType.Number, "ticks", (_, _) => Cell.Of((double)Stopwatch.GetTimestamp())),
    ];

    protected override OrderHistory NewState() => new();

    protected override Order ReadRecord(IReadOnlyList<Cell> cells) => new(cells[0].Integer, cells[1].Text!);

    public override IEnumerable<(string Kind, IReadOnlyList<Cell> Values)> EventsOf(Table records, int row) => [];

    protected override string? Apply(OrderHistory history, string kind, IReadOnlyList<Cell> values) => null;

    protected override string? WhatIsMissing(OrderHistory history, Order record) => null;

    protected override DateTime? AsOf(OrderHistory history) => history.AsOf;
}
