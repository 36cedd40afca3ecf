namespace MLOpsBuild.Learning.Trees;

/// <summary>The derivatives of all rows and how they are packed.</summary>
internal readonly record struct Derivatives(ReadOnlyMemory<long> Words, Objectives.Packing Packing);
