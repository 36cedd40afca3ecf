namespace MLOpsBuild.Pipelines.Runs;

/// <summary>The steps that a user wants computed again, by names as people write them: <c>features</c> means all of <c>features@…</c>.</summary>
internal static class ForcedSteps
{
    private const string Check = "check@";

    /// <summary>The names of the steps.</summary>
    /// <param name="names">What the user named.</param>
    /// <param name="steps">The pipeline's steps. A check becomes one only when it is carried out.</param>
    /// <param name="mustBeThere">False for a run beside the user's own, over other partitions.</param>
    /// <exception cref="ConfigurationException">Names mean no step.</exception>
    public static HashSet<string> Of(IReadOnlySet<string> names, IReadOnlyCollection<string> steps, bool mustBeThere)
    {
        var unknown = names.Where(n => !n.StartsWith(Check, StringComparison.Ordinal) && !steps.Any(s => Means(n, s))).Order(StringComparer.Ordinal).ToArray();
        if (mustBeThere && unknown.Length > 0)
        {
            var known = steps.Select(Group).Concat(steps).Distinct().OrderBy(s => s.Contains('@', StringComparison.Ordinal)).ThenBy(s => s, StringComparer.Ordinal);
            throw new ConfigurationException($"No step is named {string.Join(" or ", unknown.Select(n => $"'{n}'"))}, so it cannot be forced. There are {string.Join(", ", known)}.");
        }

        return [.. steps.Where(s => names.Any(n => Means(n, s))), .. names.Where(n => n.StartsWith(Check, StringComparison.Ordinal))];
    }

    private static bool Means(string name, string step) => step == name || Group(step) == name;

    private static string Group(string step) => step.Split('@')[0];
}
