using MLOpsBuild.Targets.CommandLine;
using MLOpsBuild.Targets.Parameters;
using MLOpsBuild.Targets.Reporting;

namespace MLOpsBuild.Targets.Running;

/// <summary>Finds root, host and parameters. All problems are reported in one pass.</summary>
internal static class ContextBuilder
{
    /// <exception cref="BuildConfigurationException">Something on the command line, in the environment or in a file is wrong.</exception>
    public static BuildContext Build(
        BuildEnvironment environment,
        ParameterCatalog catalog,
        IReadOnlyList<string> targets,
        ParsedCommandLine line,
        BuildOutput output)
    {
        var problems = new List<string>(line.Problems);
        var commandLine = FromCommandLine(environment, line);
        var fromVariables = new EnvironmentValues(environment.Variables, environment.WorkingDirectory);
        List<Func<ParameterSpec, RawValue?>> sources = [commandLine, spec => fromVariables.Find(spec, problems)];
        var early = ParameterValues.Of([BuiltIn.Root, BuiltIn.Host, BuiltIn.Profile], sources, []);
        var root = Root(environment, line, early);
        sources.AddRange(Files(root, early.Get<string[]>(BuiltIn.Profile) ?? [], catalog, problems));
        Hide(catalog, sources, output.Mask);
        var values = ParameterValues.Of(catalog.All, sources, problems);
        foreach (var spec in (ParameterSpec[])[BuiltIn.Target, BuiltIn.Skip]) problems.AddRange(Unknown(values.Get<string[]>(spec) ?? [], targets));
        if (Bound(values, BuiltIn.Degree) is { } degree) problems.Add(degree);
        if (Bound(values, BuiltIn.Parallel) is { } parallel) problems.Add(parallel);
        if (values.Get<bool>(BuiltIn.Json) && !values.Get<bool>(BuiltIn.Plan)) problems.Add($"{BuiltIn.Json.Option} goes with {BuiltIn.Plan.Option}.");
        if (problems.Count > 0) throw new BuildConfigurationException([.. problems.Distinct()]);

        var host = values.Get<Host>(BuiltIn.Host) ?? Host.Detect(environment.Variables);
        var verbosity = values.Get<bool>(BuiltIn.Quiet) ? Verbosity.Quiet : values.Find(BuiltIn.Verbosity) as Verbosity? ?? Verbosity.Normal;
        var groups = new GroupedOutput(output, host, verbosity == Verbosity.Quiet);
        return new BuildContext
        {
            Environment = environment,
            Catalog = catalog,
            Values = values,
            Root = root,
            Host = host,
            Verbosity = verbosity,
            Output = output,
            Groups = groups,
            Log = new BuildLog(output, groups, environment, host, verbosity, root),
        };
    }

    private static Func<ParameterSpec, RawValue?> FromCommandLine(BuildEnvironment environment, ParsedCommandLine line) => spec =>
    {
        var words = line.Options.GetValueOrDefault(spec);
        if (spec == BuiltIn.Target && line.Words.Count > 0) words = [.. words ?? [], .. line.Words];
        // An option without a value says something only where that is allowed; the parser has reported the others.
        if (words is null || (words.Count == 0 && spec.Arity is Arity.Single or Arity.Optional)) return null;
        return new RawValue(words, "the command line", environment.WorkingDirectory);
    };

    private static AbsolutePath Root(BuildEnvironment environment, ParsedCommandLine line, ParameterValues early)
    {
        if (early.Get<AbsolutePath>(BuiltIn.Root) is { } given)
            return Directory.Exists(given) ? given : throw new BuildConfigurationException($"{BuiltIn.Root.Option}: there is no folder '{given}'.");
        if (line.Options.ContainsKey(BuiltIn.Root)) return environment.WorkingDirectory;
        for (var folder = environment.WorkingDirectory; folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(folder / ".nuke") && folder != environment.HomeDirectory) return folder;
            if (File.Exists(folder / ".nuke"))
                throw new BuildConfigurationException($"'{folder / ".nuke"}' is a file, the marker of an old layout; make it a folder.");
        }

        throw new BuildConfigurationException(
            $"No folder '.nuke' in '{environment.WorkingDirectory}' or above it; make one in the root of the repository, or pass {BuiltIn.Root.Option}.");
    }

    private static IEnumerable<Func<ParameterSpec, RawValue?>> Files(AbsolutePath root, string[] profiles, ParameterCatalog catalog, List<string> problems)
    {
        foreach (var profile in profiles.Reverse())
        {
            var file = $".nuke/parameters.{profile}.json";
            if (profile.AsSpan().ContainsAny("/\\") || !File.Exists(root / file)) problems.Add($"{BuiltIn.Profile.Option}: there is no file {file}.");
            else yield return ParametersFile.Read(root, file, catalog, problems).GetValueOrDefault;
        }

        if (File.Exists(root / ".nuke" / "parameters.json"))
            yield return ParametersFile.Read(root, ".nuke/parameters.json", catalog, problems).GetValueOrDefault;
    }

    /// <summary>Hides what any source says about a secret, whether it will be used or not.</summary>
    private static void Hide(ParameterCatalog catalog, List<Func<ParameterSpec, RawValue?>> sources, SecretMask mask)
    {
        foreach (var spec in catalog.All.Where(s => s.IsSecret))
        {
            foreach (var word in sources.SelectMany(source => source(spec)?.Words ?? []))
            {
                mask.Hide(word);
                if (spec.Separator is { } separator) foreach (var item in word.Split(separator)) mask.Hide(item);
            }
        }
    }

    private static IEnumerable<string> Unknown(string[] names, IReadOnlyList<string> targets) =>
        from name in names
        where !targets.Any(t => ParameterName.Bare(t) == ParameterName.Bare(name))
        select $"Unknown target '{name}'.{Nearest.Hint(name, targets)}";

    private static string? Bound(ParameterValues values, ParameterSpec spec) =>
        values.Find(spec) is int and < 1 ? $"{spec.Option} takes a number of at least 1." : null;
}
