using System.Globalization;
using MLOpsBuild.Architecture.Tests.Repository;

namespace MLOpsBuild.Architecture.Tests.Code;

public sealed class BannedSymbolsTests
{
    public static TheoryData<string> Libraries => [.. RepositoryFiles.Libraries];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_library_uses_no_banned_symbol(string library)
    {
        using var assembly = AssemblyUses.Of(library);
        var banned = BannedSymbols.OfRepository();

        var violations = assembly.MemberUses().Select(use => banned.Violation(library, use)).OfType<string>().Distinct().ToList();

        Assert.True(violations.Count == 0, string.Join('\n', violations));
    }

    [Theory]
    [InlineData(nameof(Offender.Clock), "System.DateTime.get_UtcNow")]
    [InlineData(nameof(Offender.Chance), "System.Random.get_Shared")]
    [InlineData(nameof(Offender.Name), "System.Guid.NewGuid")]
    [InlineData(nameof(Offender.Culture), "System.Globalization.CultureInfo.get_CurrentCulture")]
    [InlineData(nameof(Offender.Setting), "System.Environment.GetEnvironmentVariable(System.String)")]
    [InlineData(nameof(Offender.Say), "System.Console.WriteLine(System.String)")]
    [InlineData(nameof(Offender.Power), "System.Math.Pow(System.Double,System.Double)")]
    [InlineData(nameof(Offender.OldChance), "System.Random.#ctor(System.Int32)")]
    public void A_banned_call_is_found_and_named(string method, string symbol)
    {
        using var assembly = new AssemblyUses(typeof(Offender).Assembly.Location);
        var banned = BannedSymbols.OfRepository();

        var violations = assembly.MemberUses()
            .Where(u => u.Type == typeof(Offender).FullName && u.Method == method)
            .Select(u => banned.Violation("MLOpsBuild.Content", u)).OfType<string>();

        Assert.StartsWith($"{typeof(Offender).FullName}.{method} uses {symbol}. ", Assert.Single(violations), StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_on_the_list_of_allowances_is_no_violation()
    {
        var use = new MemberUse("MLOpsBuild.Targets.Hosting.Log", "Write", "M:System.Console.WriteLine(System.String)");

        Assert.Null(BannedSymbols.OfRepository().Violation("MLOpsBuild.Targets", use));
        Assert.NotNull(BannedSymbols.OfRepository().Violation("MLOpsBuild.Data", use));
    }
}

/// <summary>Does what no library may, so that the scan can be seen to find it.</summary>
internal static class Offender
{
    internal static DateTime Clock() => DateTime.UtcNow;

    internal static int Chance() => Random.Shared.Next();

    internal static int OldChance() => new Random(1).Next();

    internal static Guid Name() => Guid.NewGuid();

    internal static CultureInfo Culture() => CultureInfo.CurrentCulture;

    internal static string? Setting() => Environment.GetEnvironmentVariable("ANY");

    internal static void Say() => Console.WriteLine("any");

    internal static double Power(double x) => Math.Pow(x, 3);
}
