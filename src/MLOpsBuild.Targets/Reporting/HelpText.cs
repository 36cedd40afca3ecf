using MLOpsBuild.Targets.Definition;
using MLOpsBuild.Targets.Parameters;

namespace MLOpsBuild.Targets.Reporting;

/// <summary>The text of <c>--help</c>.</summary>
internal static class HelpText
{
    public static IReadOnlyList<string> Lines(
        IReadOnlyList<ExecutableTarget> targets,
        IReadOnlyList<ExecutableTarget> defaults,
        ParameterCatalog catalog,
        string command,
        int width)
    {
        var listed = targets.Where(t => t.Listed).ToList();
        var lines = new List<string> { "Targets (with their direct dependencies):", "" };
        var pad = Math.Max(20, listed.Select(t => Label(t).Length).DefaultIfEmpty().Max());
        foreach (var target in listed)
        {
            var needs = target.ExecutionDependencies.Count == 0 ? "" : $" -> {string.Join(", ", target.ExecutionDependencies.Select(d => d.Name))}";
            lines.Add($"  {Label(target).PadRight(pad)}{needs}".TrimEnd());
            if (target.Description is { } description) lines.AddRange(WordWrap.Lines(description, width - 4).Select(l => "    " + l));
        }

        lines.AddRange(["", "Parameters:", ""]);
        var shown = catalog.All.Where(s => s.IsListed).ToList();
        var optionPad = Math.Max(16, shown.Max(s => s.Option.Length));
        lines.AddRange(shown.Where(s => !s.IsBuiltIn).OrderBy(s => s.Option, StringComparer.Ordinal).SelectMany(Parameter));
        if (shown.Exists(s => !s.IsBuiltIn)) lines.Add("");
        lines.AddRange(shown.Where(s => s.IsBuiltIn).SelectMany(Parameter));
        lines.AddRange(["", "Examples:", "", .. Examples(listed, defaults, command)]);
        return lines;

        string Label(ExecutableTarget target) => target.Name + (defaults.Contains(target) ? " (default)" : "");

        IEnumerable<string> Parameter(ParameterSpec spec)
        {
            var text = Describe(spec).Replace("{default_target}", defaults.Count == 0 ? "none" : string.Join(", ", defaults.Select(d => d.Name)), StringComparison.Ordinal);
            var wrapped = WordWrap.Lines(text, width - optionPad - 5);
            return wrapped.Select((line, i) => (i == 0 ? $"  {spec.Option.PadRight(optionPad)}   " : new string(' ', optionPad + 5)) + line);
        }
    }

    private static string Describe(ParameterSpec spec)
    {
        var text = spec.Description is { Length: > 0 } description ? description.TrimEnd('.') + "." : "No description.";
        if (spec.Choices.Count > 0) text += $" One of {string.Join(", ", spec.Choices)}.";
        if (spec.IsRequired) text += " Required.";
        if (spec.IsSecret) text += " Secret: pass it as an environment variable.";
        return text;
    }

    private static IEnumerable<string> Examples(List<ExecutableTarget> targets, IReadOnlyList<ExecutableTarget> defaults, string command)
    {
        if (defaults.Count > 0) yield return $"  {command}";
        if (targets.Count == 0) yield break;
        var example = defaults is [var first, ..] ? first : targets[0];
        yield return $"  {command} {example.Name} {BuiltIn.Plan.Option}";
        yield return $"  {command} {example.Name} {BuiltIn.Skip.Option} {BuiltIn.Degree.Option} 1";
        yield return $"  {command} {example.Name} {BuiltIn.Continue.Option}";
    }
}
