using System.Diagnostics.CodeAnalysis;
using MLOpsBuild.Targets.CommandLine;
using MLOpsBuild.Targets.Definition;
using MLOpsBuild.Targets.Parameters;
using MLOpsBuild.Targets.Planning;
using MLOpsBuild.Targets.Reporting;
using MLOpsBuild.Targets.Resolution;

namespace MLOpsBuild.Targets.Running;

/// <summary>One build from command line to exit code: define, resolve, plan, run, report.</summary>
internal sealed class BuildProgram(BuildEnvironment environment, Type type)
{
    private readonly BuildOutput _output = new(environment, new SecretMask());

    /// <param name="create">Makes the build inside its context.</param>
    /// <param name="defaults">Reads the default targets from the build.</param>
    [SuppressMessage("Design", "CA1031", Justification = "The boundary of the build: what nobody expected is shown in full and ends with its own exit code.")]
    public async Task<int> RunAsync(Func<BuildContext, NukeBuild> create, IReadOnlyList<Func<NukeBuild, Target>> defaults)
    {
        try
        {
            var isCompletion = environment.Arguments is [":complete", ..];
            var catalog = ParameterCatalog.Of(type);
            var members = TargetMember.Of(type);
            var line = CommandLineParser.Parse(isCompletion ? [] : environment.Arguments, catalog);
            var context = ContextBuilder.Build(environment, catalog, [.. members.Select(m => m.Name)], line, _output);
            if (context.Values.Get<string>(BuiltIn.ShellCompletion) is { } shell) return WriteCompletionScript(shell);
            var build = create(context);
            Injection.Fill(build, catalog, context.Values, _output.Mask);
            var all = TargetResolver.Resolve([.. members.Select(m => TargetDefinition.Define(build, m))]);
            if (!isCompletion) Created(build, all);
            return isCompletion ? Complete(catalog, all) : await RunAsync(build, line, all, defaults).ConfigureAwait(false);
        }
        catch (BuildConfigurationException exception)
        {
            return _output.Refuse(exception);
        }
        catch (Exception exception)
        {
            _output.Line(exception.ToString(), Style.Bad);
            return FailurePolicy.ExitCodeOf(exception);
        }
    }

    private static void Created(NukeBuild build, IReadOnlyList<ExecutableTarget> all)
    {
        build.Extensions.Call<IOnBuildCreated>(e => e.OnBuildCreated(all));
        build.OnBuildCreated();
    }

    private async Task<int> RunAsync(
        NukeBuild build,
        ParsedCommandLine line,
        IReadOnlyList<ExecutableTarget> all,
        IReadOnlyList<Func<NukeBuild, Target>> defaults)
    {
        var context = build.Context;
        var byDefault = defaults.Select(d => d(build)).Select(d => all.FirstOrDefault(t => t.Factory == d)
            ?? throw new BuildConfigurationException("A default target is no property of this build.")).ToList();
        var names = context.Values.Get<string[]>(BuiltIn.Target) ?? [];
        var plan = BuildPlan.For(all, names.Length > 0 ? Named(all, names) : byDefault);
        var skip = Named(all, context.Values.Get<string[]>(BuiltIn.Skip) ?? []);
        var isPlanOnly = context.Values.Get<bool>(BuiltIn.Plan);
        if (isPlanOnly && context.Values.Get<bool>(BuiltIn.Json)) return Show([PlanJson.Write(plan, context.Degree)]);
        ShowLogo(context);
        if (context.Values.Get<bool>(BuiltIn.Help) || plan.Targets.Count == 0 && !isPlanOnly)
            return Show(HelpText.Lines(all, byDefault, context.Catalog, environment.Command, _output.Width));
        if (isPlanOnly) return ShowPlan(context, plan);

        HideOnHost(context);
        build.Runs = TargetRun.For(plan);
        build.InvokedTargets = plan.Invoked;
        build.Extensions.Call<IOnBuildInitialized>(e => e.OnBuildInitialized(all, plan.Targets));
        build.OnBuildInitialized();
        if (await build.InsteadOfTargets().ConfigureAwait(false) is { } exitCode) return exitCode;
        var attempt = PrepareAttempt(build, line, plan);
        var skips = new Skips(plan, build.Runs);
        skips.ByStaticConditions();
        if (line.Options.ContainsKey(BuiltIn.Skip) || skip.Count > 0) skips.ByParameter(skip);
        if (Requirements.Unmet(build, build.Runs) is { Count: > 0 } unmet) throw new BuildConfigurationException(unmet);
        return await new BuildExecution(build, plan, attempt).RunAsync().ConfigureAwait(false);
    }

    private void ShowLogo(BuildContext context)
    {
        if (context.Values.Get<bool>(BuiltIn.NoLogo) || context.Quiet) return;
        var version = typeof(NukeBuild).Assembly.GetName().Version!.ToString(3);
        _output.Line($"MLOpsBuild {version}, root {context.Root}", Style.Dim);
    }

    /// <summary>Tells the host what to hide, too: programs that targets start write past this process.</summary>
    private void HideOnHost(BuildContext context)
    {
        if (context.Host != Host.GitHubActions) return;
        foreach (var hidden in _output.Mask.Hidden) _output.Command("::add-mask::" + hidden.Replace("%", "%25", StringComparison.Ordinal));
    }

    /// <summary>The targets of names that are known to exist; case and dashes do not matter.</summary>
    private static IReadOnlyList<ExecutableTarget> Named(IReadOnlyList<ExecutableTarget> all, string[] names) =>
        [.. names.Select(n => all.First(t => ParameterName.Bare(t.Name) == ParameterName.Bare(n))).Distinct()];

    private static AttemptFile PrepareAttempt(NukeBuild build, ParsedCommandLine line, BuildPlan plan)
    {
        ParameterSpec[] telling = [BuiltIn.Skip, BuiltIn.Partition, BuiltIn.Profile];
        var command = plan.Invoked.Select(t => t.Name).Order(StringComparer.Ordinal).Concat(
            from option in line.Options
            // Secrets leave no trace in files, and how a build is shown does not change what it does.
            where !option.Key.IsSecret && (!option.Key.IsBuiltIn || telling.Contains(option.Key))
            orderby option.Key.Name
            select $"{option.Key.Name}={string.Join(' ', option.Value)}");
        var attempt = new AttemptFile(build.Context.TemporaryDirectory, command);
        var done = build.Continue ? attempt.LastAttempt() : [];
        if (done is null)
        {
            var text = $"{BuiltIn.Continue.Option}: the last attempt was another command, or there was none; everything runs.";
            build.Context.Log.Write(LogLevel.Warning, null, text);
        }

        var carried = build.Runs.Where(r => (done ?? []).Contains(r.Name)).ToList();
        foreach (var run in carried) run.Become(ExecutionStatus.Skipped, "succeeded in the last attempt");
        attempt.Begin(carried.Select(r => r.Name));
        return attempt;
    }

    private int ShowPlan(BuildContext context, BuildPlan plan)
    {
        var page = context.TemporaryDirectory / "execution-plan.html";
        page.WriteAllText(_output.Mask.Apply(PlanPage.Write(plan)));
        return Show([.. PlanText.Lines(plan, context.Degree), "", $"As a page: {page}"]);
    }

    private int Show(IEnumerable<string> lines)
    {
        foreach (var line in lines) _output.Line(line);
        return ExitCodes.Done;
    }

    private int WriteCompletionScript(string shell) => CompletionScript.For(shell, environment.Command) is { } script
        ? Show([script])
        : throw new BuildConfigurationException($"{BuiltIn.ShellCompletion.Option}: no script for '{shell}'. Known: {string.Join(", ", CompletionScript.Shells)}.");

    private int Complete(ParameterCatalog catalog, IReadOnlyList<ExecutableTarget> all)
    {
        var words = environment.Arguments.Skip(1).ToList();
        if (words is ["--", ..]) words.RemoveAt(0);
        return Show(Completion.Suggest(words, catalog, [.. all.Select(t => t.Name)]));
    }
}
