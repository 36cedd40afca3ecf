// Boosted trees beside XGBoost on the flights of all airports: processes that take turns within one run; README.md says how to make the input and holds the report.
// dotnet run -c Release --project benchmarks/Learning -- speed CSV [rounds] | growth CSV
using System.Globalization;

switch (args)
{
    case ["once", var folder, var trees, var threads, var rows, var features]:
        Once.Run(folder, Of(trees), Of(threads), Of(rows), Of(features));
        return 0;
    case ["speed", var csv, ..]:
        SpeedBar.Run(csv, args.Length > 2 ? Of(args[2]) : 3);
        return 0;
    case ["growth", var csv]:
        SpeedBar.Growth(csv);
        return 0;
    default:
        await Console.Error.WriteLineAsync("What to measure: speed CSV [rounds] | growth CSV");
        return 2;
}

static int Of(string text) => int.Parse(text, CultureInfo.InvariantCulture);
