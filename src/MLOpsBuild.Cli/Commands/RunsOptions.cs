using System.CommandLine;

namespace MLOpsBuild.Cli.Commands;

/// <summary>How runs are chosen and ordered.</summary>
internal sealed class RunsOptions
{
    public RunsOptions(CommandHost host)
    {
        Where = new Option<string?>("--where") { Description = "Only runs for which a condition holds: auc > 0.83 and train.trees >= 200", HelpName = "EXPRESSION" };
        Sort = host.Shared.Names<string[]>(SharedOptions.Sort, "Order by a fact, a metric or a parameter; with a dash before it, downwards; repeat for more", "[-]NAME", Place.RunNames);
    }

    /// <summary>Which runs.</summary>
    public Option<string?> Where { get; }

    /// <summary>In which order.</summary>
    public Option<string[]> Sort { get; }

    /// <summary>How many of them.</summary>
    public Option<int> Limit { get; } = new("--limit", "-n") { Description = "At most this many; 0 for all", HelpName = "N", DefaultValueFactory = _ => 20 };
}
