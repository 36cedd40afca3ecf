// The bars of the target engine; README.md holds the report.
// dotnet run -c Release --project benchmarks/Targets -- plan | warm CLONE [rounds]
using System.Globalization;

switch (args)
{
    case ["plan"]:
        PlanBar.Run();
        return 0;
    case ["warm", var clone, ..]:
        WarmBar.Run(Path.GetFullPath(clone), args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 9);
        return 0;
    default:
        Console.Error.WriteLine("plan | warm CLONE [rounds]");
        return 64;
}
