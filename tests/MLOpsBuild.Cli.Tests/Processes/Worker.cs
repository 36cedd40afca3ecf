using System.Diagnostics;
using System.Runtime.CompilerServices;
using MLOpsBuild.Cli.Commands;
using MLOpsBuild.Cli.Output;

namespace MLOpsBuild.Cli.Tests.Processes;

/// <summary>This test program as the command line in another process: with the variable set, it runs one command and never comes to its tests.</summary>
internal static class Worker
{
    private const string Variable = "MLOPS_CLI_TEST_WORKER";

    public static Process Start(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [typeof(Worker).Assembly.Location]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[Variable] = string.Join('|', [folder, .. arguments]);
        return Process.Start(start)!;
    }

#pragma warning disable CA2255 // the only place that runs before the test framework's own entry point
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void RunIfAsked()
    {
        if (Environment.GetEnvironmentVariable(Variable)?.Split('|') is not [var folder, .. var arguments]) return;
        Console.WriteLine("working");
        var settings = new CommandSettings { Folder = folder, Pipelines = [new OrdersPipeline()], Terminal = new Terminal(Console.Out, Console.Error, TerminalSettings.Redirected) };
        Environment.Exit(new CommandHost(settings).RunAsync(arguments, CancellationToken.None).GetAwaiter().GetResult());
    }
}
