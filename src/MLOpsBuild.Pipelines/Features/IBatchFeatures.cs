using MLOpsBuild.Tables;

namespace MLOpsBuild.Pipelines.Features;

/// <summary>Computes features for whole tables, as training does.</summary>
public interface IBatchFeatures : IFeatureSet
{
    /// <summary>One row of features per record, in the records' order.</summary>
    /// <param name="records">The records, in order of time.</param>
    /// <param name="before">Earlier records, oldest first: what the features may look back on. At the start of all data it is empty, and counts start at zero.</param>
    Table Compute(Table records, IReadOnlyList<Table> before);

    /// <summary>The events that one finished record stands for, oldest first: how a history is filled from stored data.</summary>
    IEnumerable<(string Kind, IReadOnlyList<Cell> Values)> EventsOf(Table records, int row);
}
