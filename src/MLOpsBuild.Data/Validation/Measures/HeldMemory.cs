namespace MLOpsBuild.Data.Validation.Measures;

/// <summary>A measure's state that grows with the rows.</summary>
internal interface IHolding
{
    /// <summary>About how many bytes it holds.</summary>
    long Held { get; }

    /// <summary>How many of them it can do without as long as a sorted file stays sorted.</summary>
    long Spare { get; }

    /// <summary>Holds less: lets what is spare go, or else gives up, and then the rule is undecided.</summary>
    void Shrink();
}

/// <summary>What all measures of a pass may hold together, so that its memory does not grow with the number of rules.</summary>
/// <remarks>Kept after every measure of every batch, in the order of the file and of the measures: which one must hold less does not depend on threads.</remarks>
internal static class HeldMemory
{
    /// <summary>The most bytes: room for all keys of one rule.</summary>
    public const long Limit = KeyMeasure.Limit * KeyState.BytesOfKey;

    /// <summary>Lets the one that holds most hold less until the sum is within the limit; what is spare goes first.</summary>
    /// <param name="states">In a fixed order, which decides between equals.</param>
    /// <param name="limit">The most bytes.</param>
    public static void Keep(IReadOnlyList<IHolding> states, long limit = Limit)
    {
        if (states.Sum(s => s.Held) <= limit) return;
        do
        {
            var spare = states.MaxBy(s => s.Spare)!;
            (spare.Spare > 0 ? spare : states.MaxBy(s => s.Held)!).Shrink();
        }
        while (states.Sum(s => s.Held) > limit);
        Release();
    }

    /// <summary>
    /// Gives large memory back that has lived long: by itself the collector looks at it again only after as much has come anew. It happens once or twice for a measure.
    /// </summary>
    public static void Release() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: false);
}
