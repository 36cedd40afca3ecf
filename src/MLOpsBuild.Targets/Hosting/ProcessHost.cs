#pragma warning disable RS0030 // This folder is the one place that knows the console, the environment and signals; the engine takes them as a BuildEnvironment.
using System.Collections;
using System.Runtime.InteropServices;
using System.Text;

namespace MLOpsBuild.Targets.Hosting;

/// <summary>Gives a build the surroundings of this process.</summary>
internal static class ProcessHost
{
    /// <summary>Runs a build to its end; Ctrl+C and termination cancel it, a second Ctrl+C ends the process at once.</summary>
    public static int Run(Func<BuildEnvironment, Task<int>> build)
    {
        using var cancellation = new CancellationTokenSource();
        using var termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => context.Cancel = Cancel());
        using var interruption = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = Cancel());
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var (output, errors) = (Console.Out, Console.Error);
        try
        {
            return build(Surroundings(output, cancellation.Token)).GetAwaiter().GetResult();
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(errors);
        }

        bool Cancel()
        {
            if (cancellation.IsCancellationRequested) return false;
            cancellation.Cancel();
            return true;
        }
    }

    private static BuildEnvironment Surroundings(TextWriter output, CancellationToken cancellation)
    {
        var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(v => (string)v.Key, v => (string?)v.Value ?? "", StringComparer.Ordinal);
        var isTerminal = !Console.IsOutputRedirected && variables.GetValueOrDefault("NO_COLOR", "").Length == 0 && variables.GetValueOrDefault("TERM") != "dumb";
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return new BuildEnvironment
        {
            Arguments = [.. Environment.GetCommandLineArgs().Skip(1)],
            Variables = variables,
            WorkingDirectory = AbsolutePath.Create(Environment.CurrentDirectory),
            HomeDirectory = home.Length > 0 ? AbsolutePath.Create(home) : null,
            Output = output,
            Colors = isTerminal,
            IsTerminal = isTerminal,
            Width = Console.IsOutputRedirected ? 100 : Math.Clamp(Width(), 60, 140),
            Processors = Environment.ProcessorCount,
            Cancellation = cancellation,
            RedirectConsole = writer =>
            {
                Console.SetOut(writer);
                Console.SetError(writer);
            },
        };
    }

    private static int Width()
    {
        try
        {
            return Console.WindowWidth;
        }
        catch (IOException)
        {
            return 100;
        }
    }
}
