using System.Runtime.InteropServices;
using MLOpsBuild.Cli.Output;
using MLOpsBuild.Pipelines.Definition;

namespace MLOpsBuild.Cli.Commands;

/// <summary>The entrance of the command line <c>mlops</c>.</summary>
public static class MlopsCommand
{
    /// <summary>Carries one command line out in the current folder's repository. Results go to standard output, messages to standard error.</summary>
    /// <param name="arguments">The command line without the program's name.</param>
    /// <param name="pipelines">The repository's pipelines; the first is the one meant when none is named.</param>
    /// <returns>One of <see cref="ExitCodes"/>, or 130 when interrupted.</returns>
    public static int Run(IReadOnlyList<string> arguments, IReadOnlyList<IPipeline> pipelines)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        var terminal = new Terminal(Console.Out, Console.Error, TerminalSettings.OfProcess(Environment.GetEnvironmentVariable));
        var host = new CommandHost(new CommandSettings { Folder = Environment.CurrentDirectory, Pipelines = pipelines, Terminal = terminal, Input = Console.In });
        return host.RunAsync(arguments, stop.Token).GetAwaiter().GetResult();

        // The first signal lets steps end cleanly; the second one, not cancelled, ends the process.
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        }
    }
}
