namespace MLOpsBuild.Targets.CommandLine;

/// <summary>Scripts that make a shell ask the build for completions.</summary>
internal static class CompletionScript
{
    public static readonly IReadOnlyList<string> Shells = ["bash", "zsh"];

    /// <summary>The script for a shell; null when the shell is not known.</summary>
    public static string? For(string shell, string command) => shell.ToLowerInvariant() switch
    {
        "bash" => Bash(command),
        "zsh" => "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n" + Bash(command),
        _ => null,
    };

    private static string Bash(string command) =>
        $$"""
        _mlopsbuild_complete() {
          local IFS=$'\n'
          COMPREPLY=($("${COMP_WORDS[0]}" :complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
        }
        complete -o default -F _mlopsbuild_complete '{{command.Replace("'", "'\\''", StringComparison.Ordinal)}}'
        """;
}
