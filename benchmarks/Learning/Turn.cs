using System.Diagnostics;
using System.Globalization;

/// <summary>What one process measured of itself.</summary>
/// <param name="Train">Seconds of training: ours from the table of numbers on, the peer's without its binning into a matrix.</param>
/// <param name="Predict">Seconds for the test rows, the best of <see cref="Turn.Predictions"/> times.</param>
/// <param name="Peak">The most memory that was resident, in MB, from the start of the process.</param>
/// <param name="Auc">On the test rows.</param>
/// <param name="LogLoss">On the test rows.</param>
/// <param name="Extra">Ours: microseconds for one row. The peer's: seconds to make its matrix.</param>
/// <param name="Processor">Seconds of processor time of the training, on all threads.</param>
internal readonly record struct Figures(double Train, double Predict, double Peak, double Auc, double LogLoss, double Extra, double Processor);

/// <summary>One process in its turn.</summary>
internal static class Turn
{
    /// <summary>How often a process predicts the test rows: enough that both programs are warm.</summary>
    public const int Predictions = 6;

    public static Figures Ours(string folder, int trees, int threads, int rows, int features) =>
        Run(Environment.ProcessPath!, [typeof(Turn).Assembly.Location, "once", .. Arguments(folder, trees, threads, rows, features)]);

    public static Figures Peer(string folder, int trees, int threads, int rows, int features) =>
        Run("/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "peer.py"), .. Arguments(folder, trees, threads, rows, features, Predictions)]);

    private static string[] Arguments(string folder, params int[] numbers) => [folder, .. numbers.Select(n => n.ToString(CultureInfo.InvariantCulture))];

    private static Figures Run(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
        var figures = Array.ConvertAll(output.Trim().Split(' '), text => double.Parse(text, CultureInfo.InvariantCulture));
        return new Figures(figures[0], figures[1], figures[2], figures[3], figures[4], figures[5], figures[6]);
    }
}
