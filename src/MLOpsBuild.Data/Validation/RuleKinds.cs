using System.Collections.Frozen;

namespace MLOpsBuild.Data.Validation;

/// <summary>The kinds of rules by the name that a schema gives them. A new kind is one class and one line here.</summary>
internal static class RuleKinds
{
    private static readonly FrozenDictionary<string, Func<RuleReader, Rule>> Known = new Dictionary<string, Func<RuleReader, Rule>>
    {
        [AllowedRule.Kind] = AllowedRule.Read,
        [LengthRule.Kind] = LengthRule.Read,
        [NewCategoriesRule.Kind] = NewCategoriesRule.Read,
        [PatternRule.Kind] = PatternRule.Read,
        [PresenceRule.Kind] = PresenceRule.Read,
        [RangeRule.Kind] = RangeRule.Read,
        [RowCountRule.Kind] = RowCountRule.Read,
        [SortedRule.Kind] = SortedRule.Read,
        [StatisticRule.Kind] = StatisticRule.Read,
        [UniqueRule.Kind] = UniqueRule.Read,
        [VolumeRule.Kind] = VolumeRule.Read,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The names, in ordinal order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Known.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Reads one rule; null when its kind is not known, which is noted.</summary>
    public static Rule? Read(RuleReader reader) => reader.Kind(Names) is { } kind ? Known[kind](reader) : null;
}
