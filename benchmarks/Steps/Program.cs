// What a hit costs; README.md holds the report.
// dotnet run -c Release --project benchmarks/Steps -- CHECKOUT [rounds]
using System.Globalization;

switch (args)
{
    case ["once", var checkout]:
        return await PipelineBar.OnceAsync(checkout);
    case [var checkout, ..]:
        await PipelineBar.RunAsync(Path.GetFullPath(checkout), args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 15);
        return 0;
    default:
        Console.Error.WriteLine("CHECKOUT [rounds]");
        return 64;
}
