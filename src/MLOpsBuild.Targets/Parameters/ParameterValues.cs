namespace MLOpsBuild.Targets.Parameters;

/// <summary>The values of all parameters, converted, each from the first source that has it.</summary>
internal sealed class ParameterValues
{
    private readonly Dictionary<ParameterSpec, object> _values;

    private ParameterValues(Dictionary<ParameterSpec, object> values) => _values = values;

    /// <summary>Asks the sources in order: command line, environment, profiles (the last one first), <c>.nuke/parameters.json</c>.</summary>
    /// <param name="specs">The parameters to look up.</param>
    /// <param name="sources">The sources; each gives words or null.</param>
    /// <param name="problems">Takes every value that cannot be converted.</param>
    public static ParameterValues Of(IEnumerable<ParameterSpec> specs, IReadOnlyList<Func<ParameterSpec, RawValue?>> sources, List<string> problems)
    {
        var values = new Dictionary<ParameterSpec, object>();
        foreach (var spec in specs)
        {
            foreach (var source in sources)
            {
                if (source(spec) is not { } raw) continue;
                var (value, problem) = ValueConverter.Convert(spec, raw);
                if (problem is not null) problems.Add(problem);
                if (value is null && problem is null) continue;
                if (value is not null) values[spec] = value;
                break;
            }
        }

        return new ParameterValues(values);
    }

    /// <summary>The value; null when no source has one.</summary>
    public object? Find(ParameterSpec spec) => _values.GetValueOrDefault(spec);

    public T? Get<T>(ParameterSpec spec) => _values.TryGetValue(spec, out var value) ? (T)value : default;
}
