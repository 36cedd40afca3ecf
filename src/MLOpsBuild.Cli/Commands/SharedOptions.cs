using System.CommandLine;
using MLOpsBuild.Pipelines;

namespace MLOpsBuild.Cli.Commands;

/// <summary>Options and arguments that several commands have, each made once.</summary>
internal sealed class SharedOptions
{
    /// <summary>The option whose values may begin with a dash: <c>--sort -auc</c>.</summary>
    public const string Sort = "--sort";

    private readonly CommandSettings _settings;

    public SharedOptions(CommandSettings settings)
    {
        _settings = settings;
        Pipeline = new Option<string?>("--pipeline", "-p") { Description = $"The pipeline; {PipelineNames.FirstOrDefault() ?? "the first"} when left out", HelpName = "NAME" };
        Pipeline.CompletionSources.Add(_ => PipelineNames);
        Registry = new Option<string?>("--registry") { Description = "Where packages are: a folder or oci://host/name; that of mlops.json when left out", HelpName = "REFERENCE" };
        Model = new Option<string?>("--model", "-m") { Description = "The package's digest or its beginning; the newest when left out", HelpName = "DIGEST" };
        Model.CompletionSources.Add(_ => FromRoot(root => Place.Packages(new Workspace(root)).Select(p => p.Digest.Short)));
    }

    /// <summary>Machine output.</summary>
    public Option<bool> Json { get; } = new("--json") { Description = "Print one JSON document on standard output and nothing else", Recursive = true };

    /// <summary>Names only.</summary>
    public Option<bool> Quiet { get; } = new("--quiet", "-q") { Description = "Print names and digests only, no tables and no progress", Recursive = true };

    /// <summary>Which pipeline.</summary>
    public Option<string?> Pipeline { get; }

    /// <summary>Which registry.</summary>
    public Option<string?> Registry { get; }

    /// <summary>Which package.</summary>
    public Option<string?> Model { get; }

    private IEnumerable<string> PipelineNames => _settings.Pipelines.Select(p => p.Name);

    /// <summary>A pipeline, named without an option.</summary>
    public Argument<string?> PipelineArgument()
    {
        var argument = new Argument<string?>("PIPELINE") { HelpName = "PIPELINE", Description = $"The pipeline; {PipelineNames.FirstOrDefault() ?? "the first"} when left out", Arity = ArgumentArity.ZeroOrOne };
        argument.CompletionSources.Add(_ => PipelineNames);
        return argument;
    }

    /// <summary>A name that is completed from the repository.</summary>
    public Argument<string> Name(string name, string description, Func<string, IEnumerable<string>> known)
    {
        var argument = new Argument<string>(name) { Description = description, HelpName = name };
        argument.CompletionSources.Add(_ => FromRoot(known));
        return argument;
    }

    /// <summary>Any number of names that are completed from the repository.</summary>
    public Argument<string[]> SeveralNames(string name, string description, Func<string, IEnumerable<string>> known)
    {
        var argument = new Argument<string[]>(name) { Description = description, HelpName = name, Arity = ArgumentArity.ZeroOrMore };
        argument.CompletionSources.Add(_ => FromRoot(known));
        return argument;
    }

    /// <summary>An option with names that are completed from the repository.</summary>
    public Option<T> Names<T>(string name, string description, string helpName, Func<string, IEnumerable<string>> known)
    {
        var option = new Option<T>(name) { Description = description, HelpName = helpName, AllowMultipleArgumentsPerToken = typeof(T).IsArray };
        option.CompletionSources.Add(_ => FromRoot(known));
        return option;
    }

    /// <summary>Completion outside of a repository, or in a broken one, offers nothing.</summary>
    private string[] FromRoot(Func<string, IEnumerable<string>> known)
    {
        try
        {
            return Place.FindRoot(_settings.Folder) is { } root ? [.. known(root)] : [];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or InvalidDataException or System.Text.Json.JsonException or Pipelines.ConfigurationException)
        {
            return [];
        }
    }
}
