using System.Collections.Frozen;

namespace MLOpsBuild.Data.Validation;

/// <summary>The kinds of rules by the name that a schema gives them. A new kind is one class and one line here.</summary>
internal static class RuleKinds
{
    private static readonly FrozenDictionary<string, Func<RuleReader, Rule>> Known = new Dictionary<string, Func<RuleReader, Rule>>
    {
        [PresenceRule.AbsenceKind] = PresenceRule.ReadAbsence,
        [AllowedRule.Kind] = AllowedRule.Read,
        [AssociationRule.Kind] = AssociationRule.Read,
        [ClassBalanceRule.Kind] = ClassBalanceRule.Read,
        [ColumnCountRule.Kind] = ColumnCountRule.Read,
        [ColumnsRule.Kind] = ColumnsRule.Read,
        ["compare"] = ExpressionRule.ReadCompare,
        [ConflictRule.Kind] = ConflictRule.Read,
        [CorrelationRule.Kind] = CorrelationRule.Read,
        [DistinctValuesRule.Kind] = DistinctValuesRule.Read,
        [DivergenceRule.Kind] = DivergenceRule.Read,
        [AllowedRule.ForbiddenKind] = AllowedRule.ReadForbidden,
        [FreshnessRule.Kind] = FreshnessRule.Read,
        ["json"] = FormatRule.ReadJson,
        [LengthRule.Kind] = LengthRule.Read,
        [LengthOutliersRule.Kind] = LengthOutliersRule.Read,
        ["like"] = PatternRule.ReadLike,
        [MixedNullsRule.Kind] = MixedNullsRule.Read,
        [MixedTypesRule.Kind] = MixedTypesRule.Read,
        [DistinctValuesRule.MostCommonKind] = DistinctValuesRule.ReadMostCommon,
        [NewCategoriesRule.Kind] = NewCategoriesRule.Read,
        ["not-like"] = PatternRule.ReadNotLike,
        ["not-pattern"] = PatternRule.ReadNot,
        [OutlierRowsRule.Kind] = OutlierRowsRule.Read,
        [PairRule.Kind] = PairRule.Read,
        [PartitionVolumeRule.Kind] = PartitionVolumeRule.Read,
        [PatternRule.Kind] = PatternRule.Read,
        [PredictivePowerRule.Kind] = PredictivePowerRule.Read,
        [PresenceRule.Kind] = PresenceRule.Read,
        [QuantilesRule.Kind] = QuantilesRule.Read,
        [RangeRule.Kind] = RangeRule.Read,
        ["row"] = ExpressionRule.ReadRow,
        [RowDistinctRule.Kind] = RowDistinctRule.Read,
        [RowCountRule.Kind] = RowCountRule.Read,
        [SortedRule.Kind] = SortedRule.Read,
        [SpecialCharactersRule.Kind] = SpecialCharactersRule.Read,
        [StatisticRule.Kind] = StatisticRule.Read,
        ["sum"] = ExpressionRule.ReadSum,
        ["time-format"] = FormatRule.ReadTimeFormat,
        ["time-like"] = FormatRule.ReadTimeLike,
        [TypeRule.Kind] = TypeRule.Read,
        [UniqueRule.Kind] = UniqueRule.Read,
        [VariantsRule.Kind] = VariantsRule.Read,
        [VariesRule.Kind] = VariesRule.Read,
        [VolumeRule.Kind] = VolumeRule.Read,
        [ZScoreRule.Kind] = ZScoreRule.Read,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The names, in ordinal order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Known.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Reads one rule; null when its kind is not known, which is noted.</summary>
    public static Rule? Read(RuleReader reader) => reader.Kind(Names) is { } kind ? Known[kind](reader) : null;
}
