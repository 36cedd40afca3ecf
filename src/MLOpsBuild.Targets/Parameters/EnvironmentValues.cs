namespace MLOpsBuild.Targets.Parameters;

/// <summary>Parameters from environment variables.</summary>
internal sealed class EnvironmentValues(IReadOnlyDictionary<string, string> variables, AbsolutePath workingDirectory)
{
    /// <summary>
    /// The variable of exactly the parameter's name, else one that is <c>NUKE_</c> and the name, else one whose letters and digits
    /// are the name's. An empty variable is none: services set those for inputs that were left out.
    /// </summary>
    public RawValue? Find(ParameterSpec spec, List<string> problems)
    {
        // HOST, ROOT and the like are often set for other reasons.
        if (!spec.IsBuiltIn && variables.TryGetValue(spec.Name, out var exact) && exact.Length > 0) return Value(spec.Name, exact);
        var bare = ParameterName.Bare(spec.Name);
        return Only(spec, "nuke" + bare, problems) ?? (spec.IsBuiltIn ? null : Only(spec, bare, problems));
    }

    private RawValue? Only(ParameterSpec spec, string bare, List<string> problems)
    {
        var matches = variables.Where(v => v.Value.Length > 0 && ParameterName.Bare(v.Key) == bare).Select(v => v.Key).Order(StringComparer.Ordinal).ToList();
        if (matches.Count > 1) problems.Add($"{spec.Option}: the environment variables {string.Join(" and ", matches)} both give a value; keep one, or name it exactly {spec.Name}.");
        return matches.Count == 1 ? Value(matches[0], variables[matches[0]]) : null;
    }

    private RawValue Value(string variable, string text) => new([text], $"environment variable {variable}", workingDirectory);
}
