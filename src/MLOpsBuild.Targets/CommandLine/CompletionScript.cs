namespace MLOpsBuild.Targets.CommandLine;

/// <summary>Scripts that make a shell ask the build for completions.</summary>
internal static class CompletionScript
{
    public static readonly IReadOnlyList<string> Shells = ["bash", "zsh", "fish", "powershell"];

    /// <summary>The script for a shell; null when the shell is not known.</summary>
    public static string? For(string shell, string command) => shell.ToLowerInvariant() switch
    {
        "bash" => Bash(command),
        "zsh" => "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n" + Bash(command),
        "fish" => Fish(command),
        "powershell" or "pwsh" => PowerShell(command),
        _ => null,
    };

    private static string Bash(string command) =>
        $$"""
        _mlopsbuild_complete() {
          local IFS=$'\n'
          COMPREPLY=($("${COMP_WORDS[0]}" :complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
        }
        complete -o default -F _mlopsbuild_complete {{Quoted(command, "'\\''")}}
        """;

    // The words before the cursor and the one at it are two questions; quoted, the latter counts when it is empty, too.
    private static string Fish(string command) =>
        $$"""
        function __mlopsbuild_complete
            set -l words (commandline -opc)
            set -l typed (commandline -ct)
            $words[1] :complete -- $words[2..-1] "$typed" 2>/dev/null
        end
        complete -c {{Quoted(command, "\\'")}} -f -a '(__mlopsbuild_complete)'
        """;

    private static string PowerShell(string command) =>
        $$"""
        Register-ArgumentCompleter -Native -CommandName {{Quoted(command, "''")}}, {{Quoted(Path.GetFileName(command), "''")}} -ScriptBlock {
            param($wordToComplete, $commandAst, $cursorPosition)
            $words = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
            if ($wordToComplete -eq '') { $words += $(if ($PSVersionTable.PSVersion -ge [version]'7.3') { '' } else { '""' }) }
            & $commandAst.CommandElements[0].ToString() ':complete' '--' @words 2>$null | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
            }
        }
        """;

    private static string Quoted(string command, string quote) => $"'{command.Replace("'", quote, StringComparison.Ordinal)}'";
}
