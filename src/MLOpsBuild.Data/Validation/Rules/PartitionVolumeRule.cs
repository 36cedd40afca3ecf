using MLOpsBuild.Data.Validation.Measures;

namespace MLOpsBuild.Data.Validation;

/// <summary><c>partition-volume</c>: the partition has at least the share <c>below</c>, and at most <c>above</c> times, the median rows of the last <c>partitions</c> ones.</summary>
internal sealed class PartitionVolumeRule(RuleHeader header, Limits shares, int partitions, int leastPartitions) : Rule(header)
{
    public const string Kind = "partition-volume";

    internal override bool JudgesNoRows => true;

    internal override string Advice => "Look for a cut or a doubled file, and ask the source for the whole one.";

    public static Rule Read(RuleReader reader)
    {
        var header = reader.Header(Kind, "below", "above", "partitions", "leastPartitions");
        var (below, above) = (reader.Number("below", 0, 1), reader.Number("above", 1, 1e9));
        if (below is null && above is null) reader.Wrong("needs 'below' or 'above'");
        var count = (int)Math.Min(1000, reader.Integer("partitions", 1) ?? 5);
        return new PartitionVolumeRule(header, new Limits(below ?? 0, above ?? double.PositiveInfinity), count, (int)Math.Min(count, reader.Integer("leastPartitions", 1) ?? 1));
    }

    internal override RuleOutcome Finish(Evidence evidence)
    {
        var history = evidence.Context.History;
        var past = Enumerable.Range(0, history.Count).TakeLast(partitions).Select(i => history[i].Rows).ToArray();
        if (past.Length < leastPartitions) return NotJudged($"There are {past.Length} earlier partitions to compare with; {leastPartitions} are needed.");
        var median = Median.Of(past);
        if (shares.AllowShare(evidence.Rows, median)) return Kept();
        var side = evidence.Rows < shares.Min * median ? $"below {Values.Share(shares.Min)}" : $"above {Values.Share(shares.Max)}";
        return Broken($"There are {evidence.Rows} rows, {side} of {Values.Number(median)}, the median of the {past.Length} partitions before.", evidence.Context.File);
    }
}
