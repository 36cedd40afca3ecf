namespace MLOpsBuild.Pipelines.GateChanges;

/// <summary>Which way a setting gets stricter.</summary>
internal enum Strictness
{
    /// <summary>Not known: every change counts as looser, so that a new setting cannot be a way around.</summary>
    Unknown,

    /// <summary>A higher number asks for more.</summary>
    Higher,

    /// <summary>A lower number allows less.</summary>
    Lower,

    /// <summary>A list of what is judged or asked for: taking from it is looser.</summary>
    Asked,

    /// <summary>A list of what is let off: adding to it is looser.</summary>
    Excepted,

    /// <summary>One of some words, the strictest first.</summary>
    Word,

    /// <summary>No rule: says what is judged, or is a note.</summary>
    Free,
}

/// <summary>What settings mean, by their name: gates of any kind name limits alike.</summary>
internal static class Settings
{
    private static readonly Dictionary<string, Strictness> Known = new(StringComparer.Ordinal)
    {
        ["below"] = Strictness.Higher,
        ["confidence"] = Strictness.Higher,
        ["gainOverPrior"] = Strictness.Higher,
        ["gapHours"] = Strictness.Higher,
        ["mostly"] = Strictness.Higher,
        ["overfitRows"] = Strictness.Higher,
        ["ratePerSecond"] = Strictness.Higher,
        ["resamples"] = Strictness.Higher,
        ["seconds"] = Strictness.Higher,
        ["above"] = Strictness.Lower,
        ["curveTolerance"] = Strictness.Lower,
        ["errorRate"] = Strictness.Lower,
        ["lossOverLinear"] = Strictness.Lower,
        ["margin"] = Strictness.Lower,
        ["overfitLoss"] = Strictness.Lower,
        ["p99Microseconds"] = Strictness.Lower,
        ["p99Milliseconds"] = Strictness.Lower,
        ["runs"] = Strictness.Lower,
        ["shuffledSkill"] = Strictness.Lower,
        ["spread"] = Strictness.Lower,
        ["tolerance"] = Strictness.Lower,
        ["trainTestGap"] = Strictness.Lower,
        ["columns"] = Strictness.Asked,
        ["features"] = Strictness.Asked,
        ["groups"] = Strictness.Asked,
        ["identifiers"] = Strictness.Asked,
        ["metrics"] = Strictness.Asked,
        ["requires"] = Strictness.Asked,
        ["slices"] = Strictness.Asked,
        ["quarantined"] = Strictness.Asked,
        ["allow"] = Strictness.Excepted,
        ["calendar"] = Strictness.Excepted,
        ["except"] = Strictness.Excepted,
        ["ignore"] = Strictness.Excepted,
        ["without"] = Strictness.Excepted,
        ["mode"] = Strictness.Word,
        ["onNoData"] = Strictness.Word,
        ["severity"] = Strictness.Word,
        // Fewer rows than these are left out, or put together: neither way is the stricter one.
        ["minBinRows"] = Strictness.Unknown,
        ["minGroupRows"] = Strictness.Unknown,
        ["version"] = Strictness.Free,
        ["description"] = Strictness.Free,
    };

    /// <summary>Numbers that hold where none is said.</summary>
    private static readonly Dictionary<string, double> Usual = new(StringComparer.Ordinal) { ["minSamples"] = 1, ["mostly"] = 1, ["tolerance"] = 0 };

    /// <summary>Limits that there are only where they are said: saying one asks for more.</summary>
    private static readonly HashSet<string> Optional = new(StringComparer.Ordinal)
    {
        "above", "below", "curveTolerance", "max", "maxDifference", "maxModelBytes", "maxPackageBytes", "min", "minRatio",
    };

    /// <summary>Words by setting, the strictest first; words of one group are equally strict.</summary>
    private static readonly Dictionary<string, string[][]> Words = new(StringComparer.Ordinal)
    {
        ["mode"] = [["gate"], ["report"]],
        ["onNoData"] = [["fail", "error"], ["hold"]],
        ["severity"] = [["error"], ["warning"], ["info"]],
    };

    /// <summary>The words that hold where none is said.</summary>
    private static readonly Dictionary<string, string> UsualWords = new(StringComparer.Ordinal) { ["mode"] = "gate", ["onNoData"] = "hold", ["severity"] = "error" };

    /// <summary>What a name says: a known one, or <c>min…</c> and <c>max…</c>.</summary>
    public static Strictness Of(string name) => Known.TryGetValue(name, out var known) ? known
        : IsPrefixed(name, "min") ? Strictness.Higher
        : IsPrefixed(name, "max") ? Strictness.Lower
        : Strictness.Unknown;

    /// <summary>The number that holds where none is said; null where none is known.</summary>
    public static double? UsualOf(string name) => Usual.TryGetValue(name, out var usual) ? usual : null;

    /// <summary>True where saying nothing means that there is no limit.</summary>
    public static bool IsOptional(string name) => Optional.Contains(name);

    /// <summary>How strict a word is, 0 the strictest; one that nobody knows is the loosest. A missing one is what a gate does without it.</summary>
    public static int Rank(string name, string? word)
    {
        var groups = Words[name];
        var said = word ?? UsualWords[name];
        var rank = Array.FindIndex(groups, group => group.Contains(said));
        return rank < 0 ? groups.Length : rank;
    }

    private static bool IsPrefixed(string name, string prefix) =>
        name.StartsWith(prefix, StringComparison.Ordinal) && (name.Length == prefix.Length || char.IsAsciiLetterUpper(name[prefix.Length]) || char.IsAsciiDigit(name[prefix.Length]));
}
