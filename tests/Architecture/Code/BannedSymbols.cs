using MLOpsBuild.Architecture.Tests.Repository;

namespace MLOpsBuild.Architecture.Tests.Code;

/// <summary>A use of a banned symbol that is allowed, and why.</summary>
/// <param name="Assembly">The library.</param>
/// <param name="TypePrefix">The beginning of the full names of the types that may.</param>
/// <param name="Target">The beginning of the symbol's documentation name without its kind.</param>
/// <param name="Reason">Why it is right here.</param>
internal sealed record Allowance(string Assembly, string TypePrefix, string Target, string Reason);

/// <summary>The symbols that src/BannedSymbols.txt bans, judged on compiled code, where no suppression helps.</summary>
internal sealed class BannedSymbols
{
    /// <summary>The few places that stand between the libraries and the machine.</summary>
    internal static readonly IReadOnlyList<Allowance> Allowances =
    [
        new("MLOpsBuild.Cli", "MLOpsBuild.Cli.", "System.Console", "the roof speaks to people"),
        new("MLOpsBuild.Cli", "MLOpsBuild.Cli.", "System.Environment.", "the roof reads settings and passes them down as options"),
        new("MLOpsBuild.Cli", "MLOpsBuild.Cli.", "System.IO.Directory.GetCurrentDirectory", "the roof resolves the paths that people type"),
        new("MLOpsBuild.Targets", "MLOpsBuild.Targets.Hosting.", "System.Console", "the build host writes the log and reads the terminal's width"),
        new("MLOpsBuild.Targets", "MLOpsBuild.Targets.Hosting.", "System.Environment.", "parameters come from environment variables, as in NUKE"),
        new("MLOpsBuild.Targets", "MLOpsBuild.Targets.Hosting.", "System.IO.Directory.GetCurrentDirectory", "the build host looks for the root from where it was started"),
    ];

    private readonly Dictionary<string, string> _adviceOf;
    private readonly Dictionary<string, string> _adviceOfType;

    internal BannedSymbols(string list)
    {
        var lines = list.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(l => l.Split(';', 2)).ToList();
        _adviceOf = lines.Where(l => l[0][0] != 'T').ToDictionary(l => AsMethod(l[0]), l => l[1], StringComparer.Ordinal);
        _adviceOfType = lines.Where(l => l[0][0] == 'T').ToDictionary(l => l[0][2..], l => l[1], StringComparer.Ordinal);
    }

    internal static BannedSymbols OfRepository() => new(RepositoryFiles.Read("src/BannedSymbols.txt"));

    /// <summary>What is wrong with a use; null when it is fine.</summary>
    internal string? Violation(string assembly, MemberUse use)
    {
        if (AdviceFor(use.Target) is not { } advice || IsAllowed(assembly, use)) return null;
        return $"{use.Type}.{use.Method} uses {use.Target[2..]}. {advice}.";
    }

    private string? AdviceFor(string target) =>
        _adviceOf.TryGetValue(target, out var advice) || _adviceOfType.TryGetValue(TypeOf(target), out advice) ? advice : null;

    private static bool IsAllowed(string assembly, MemberUse use) =>
        // A hash code that is asked for by a hash table stays inside the process.
        use.Method is "GetHashCode"
        || Allowances.Any(a => a.Assembly == assembly
            && use.Type.StartsWith(a.TypePrefix, StringComparison.Ordinal)
            && use.Target[2..].StartsWith(a.Target, StringComparison.Ordinal));

    private static string TypeOf(string target)
    {
        var name = target[2..].Split('(')[0];
        return name[..name.LastIndexOf('.')];
    }

    // A property is read through its getter in compiled code.
    private static string AsMethod(string symbol)
    {
        if (symbol[0] != 'P') return symbol;
        var dot = symbol.LastIndexOf('.');
        return $"M{symbol[1..dot]}.get_{symbol[(dot + 1)..]}";
    }
}
