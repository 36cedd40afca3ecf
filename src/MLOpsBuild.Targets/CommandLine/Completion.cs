using MLOpsBuild.Targets.Parameters;

namespace MLOpsBuild.Targets.CommandLine;

/// <summary>Suggests how the last word of a command line goes on.</summary>
internal static class Completion
{
    /// <summary>The suggestions, sorted.</summary>
    /// <param name="words">The words after the command; the last one is being typed and may be empty.</param>
    /// <param name="catalog">The parameters.</param>
    /// <param name="targets">The names of the targets.</param>
    public static IReadOnlyList<string> Suggest(IReadOnlyList<string> words, ParameterCatalog catalog, IReadOnlyList<string> targets)
    {
        var typed = words.Count == 0 ? "" : words[^1];
        var before = words.Take(words.Count - 1).ToList();
        var last = before.FindLastIndex(CommandLineParser.IsOption);
        var option = last < 0 ? null : catalog.Find(before[last]);
        var given = before.Skip(last + 1).ToList();
        var candidates = new List<string>();
        if (typed.StartsWith('-')) candidates.AddRange(Options());
        else if (option is not null && TakesMore(option, given.Count)) candidates.AddRange(ValuesOf(option).Except(given, StringComparer.OrdinalIgnoreCase));
        else
        {
            candidates.AddRange(targets.Except(before, StringComparer.OrdinalIgnoreCase));
            if (typed.Length == 0) candidates.AddRange(Options());
        }

        return [.. candidates.Where(c => Begins(c, typed)).Order(StringComparer.Ordinal)];

        IEnumerable<string> Options()
        {
            var used = before.Where(CommandLineParser.IsOption).Select(catalog.Find).ToHashSet();
            return catalog.All.Where(s => !used.Contains(s)).Select(s => s.Option);
        }

        IReadOnlyList<string> ValuesOf(ParameterSpec spec) =>
            spec == BuiltIn.Target || spec == BuiltIn.Skip ? targets : spec == BuiltIn.ShellCompletion ? CompletionScript.Shells : spec.Choices;
    }

    private static bool TakesMore(ParameterSpec option, int given) =>
        option.Arity == Arity.Many || given == 0 && option.Arity == Arity.Single;

    private static bool Begins(string candidate, string typed) =>
        candidate.StartsWith(typed, StringComparison.OrdinalIgnoreCase)
        || typed.Length > 2 && ParameterName.Bare(candidate).StartsWith(ParameterName.Bare(typed), StringComparison.Ordinal);
}
