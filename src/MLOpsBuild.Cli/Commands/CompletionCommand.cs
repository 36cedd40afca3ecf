using System.CommandLine;
using MLOpsBuild.Cli.Output;

namespace MLOpsBuild.Cli.Commands;

/// <summary><c>mlops completion SHELL</c>.</summary>
internal static class CompletionCommand
{
    // No compgen -W: it would run what a name holds, for example $(…).
    private const string Bash = """
        # Completes mlops and ./mlops: add  source <(./mlops completion bash)  to ~/.bashrc.
        _mlops() {
          local word="${COMP_WORDS[COMP_CWORD]}" line
          COMPREPLY=()
          while IFS= read -r line; do
            [[ $line == "$word"* ]] && COMPREPLY+=("$line")
          done < <("${COMP_WORDS[0]}" "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)
        }
        complete -o default -F _mlops mlops ./mlops
        """;

    public static Command Create(CommandHost host)
    {
        var shell = new Argument<string>("SHELL") { HelpName = "SHELL", Description = "The shell: bash" };
        shell.AcceptOnlyFromAmong("bash");
        var verb = new Verb("completion", "Print a script that completes commands, options and names", "source <(./mlops completion bash)") { shell };
        host.Handle(verb, (_, _) => Task.FromResult(new Reply(new { shell = "bash", script = Bash }, new Lines(Bash)) { Essence = [Bash] }));
        return verb;
    }
}
