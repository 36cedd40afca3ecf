namespace MLOpsBuild.Targets.Parameters;

/// <summary>The options that every build has.</summary>
internal static class BuiltIn
{
    public static readonly ParameterSpec Target = new("Target", typeof(string[]))
    {
        Separator = "+",
        Description = "Targets to run, separated by spaces or '+'. Default is '{default_target}'.",
    };

    public static readonly ParameterSpec Skip = new("Skip", typeof(string[]))
    {
        Separator = "+",
        Description = "Targets to skip; without names, all that are not invoked.",
    };

    public static readonly ParameterSpec Plan = new("Plan", typeof(bool))
    {
        Description = "Shows what would run, as text and as a page, and runs nothing.",
    };

    public static readonly ParameterSpec Json = new("Json", typeof(bool))
    {
        Description = "With --plan: prints the plan as JSON and nothing else.",
    };

    public static readonly ParameterSpec Help = new("Help", typeof(bool))
    {
        Description = "Shows targets and parameters.",
    };

    public static readonly ParameterSpec Continue = new("Continue", typeof(bool))
    {
        Description = "Skips the targets that succeeded in the last attempt of the same command.",
    };

    public static readonly ParameterSpec Degree = new("Degree", typeof(int))
    {
        Description = "Number of targets that run at once; 1 runs the plan in its order. Default is the number of processors.",
    };

    public static readonly ParameterSpec Parallel = new("Parallel", typeof(int))
    {
        Arity = Arity.Optional,
        Description = "Another name of --degree; without a number, the number of processors.",
    };

    public static readonly ParameterSpec Verbosity = new("Verbosity", typeof(Verbosity))
    {
        Description = "How much of the log is shown. Default is 'Normal'.",
    };

    public static readonly ParameterSpec Quiet = new("Quiet", typeof(bool))
    {
        Description = "Shows only errors and the summary.",
    };

    public static readonly ParameterSpec NoLogo = new("NoLogo", typeof(bool))
    {
        Description = "Leaves the version line out.",
    };

    public static readonly ParameterSpec Host = new("Host", typeof(Host))
    {
        Description = "Where the build runs. Default is found from the environment.",
    };

    public static readonly ParameterSpec Root = new("Root", typeof(AbsolutePath))
    {
        Arity = Arity.Optional,
        Description = "The root folder; without a path, the working directory. Default is the nearest folder above with '.nuke'.",
    };

    public static readonly ParameterSpec Profile = new("Profile", typeof(string[]))
    {
        Description = "Names of '.nuke/parameters.<profile>.json' files to read; later ones win.",
    };

    public static readonly ParameterSpec Partition = new("Partition", typeof(Partition))
    {
        IsListed = false,
        Description = "The part to run, as in '2/3'.",
    };

    public static readonly ParameterSpec ShellCompletion = new("ShellCompletion", typeof(string))
    {
        Description = "Prints a completion script for 'bash', 'zsh', 'fish' or 'powershell'.",
    };

    public static readonly IReadOnlyList<ParameterSpec> All =
        [Target, Skip, Plan, Json, Help, Continue, Degree, Parallel, Verbosity, Quiet, NoLogo, Host, Root, Profile, Partition, ShellCompletion];
}
