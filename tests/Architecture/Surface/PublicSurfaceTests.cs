using System.Reflection;
using MLOpsBuild.Architecture.Tests.Repository;

namespace MLOpsBuild.Architecture.Tests.Surface;

/// <summary>What each library offers is reviewed like code: a change of it shows up as a change of a file.</summary>
public sealed class PublicSurfaceTests
{
    private const string Folder = "tests/Architecture/PublicSurface";

    public static TheoryData<string> Libraries => [.. RepositoryFiles.Libraries];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void The_public_surface_is_the_accepted_one(string library)
    {
        var received = PublicSurface.Of(Assembly.Load(library));
        var accepted = Path.Combine(RepositoryFiles.Root, Folder, library + ".verified.txt");
        var beside = Path.Combine(RepositoryFiles.Root, Folder, library + ".received.txt");
        if (Environment.GetEnvironmentVariable("MLOPS_ACCEPT") == "1") File.WriteAllText(accepted, received);

        var before = File.Exists(accepted) ? File.ReadAllText(accepted) : "";
        if (before == received)
        {
            File.Delete(beside);
            return;
        }

        File.WriteAllText(beside, received);
        Assert.Fail(
            $"The public surface of {library} changed:\n{Difference(before, received)}\n"
            + $"If that is meant, rename {Folder}/{library}.received.txt to {library}.verified.txt, or run these tests with MLOPS_ACCEPT=1, and commit the file.");
    }

    [Fact]
    public void No_accepted_surface_is_left_of_a_library_that_is_gone()
    {
        var names = RepositoryFiles.Below(Folder, "*.verified.txt").Select(f => Path.GetFileName(f).Replace(".verified.txt", "", StringComparison.Ordinal));

        Assert.Empty(names.Except(RepositoryFiles.Libraries));
    }

    [Fact]
    public void Declarations_are_written_as_in_source()
    {
        Assert.Equal(
            """
            namespace MLOpsBuild.Architecture.Tests.Surface.Samples;

            enum Colour
                Red = 0,
                Blue = 1,

            interface IShape<T>
                double Area { get; }
                T? Named(string name, int? size = null);

            sealed record Point : IShape<string>
                const int Origin = 0;
                Point(double X, IReadOnlyList<string?> Tags);
                double Area { get; }
                double X { get; init; }
                required string Label { get; init; }
                IReadOnlyList<string?> Tags { get; init; }
                override string ToString();
                static bool TryRead(ReadOnlySpan<char> text, out Point? point, Colour colour = Colour.Blue);
                string? Named(string name, int? size = null);

            static class Tools
                static Task<Dictionary<string, T[]>> CountAsync<T>(this IEnumerable<T> items, params string[] names);

            """.ReplaceLineEndings("\n").Split('\n').Order(StringComparer.Ordinal),
            PublicSurface.Of(typeof(PublicSurfaceTests).Assembly.GetExportedTypes().Where(t => t.Namespace == typeof(Samples.Point).Namespace)).Split('\n').Order(StringComparer.Ordinal));
    }

    private static string Difference(string before, string after)
    {
        var old = before.Split('\n');
        var now = after.Split('\n');
        return string.Join('\n', old.Except(now).Select(l => "- " + l.Trim()).Concat(now.Except(old).Select(l => "+ " + l.Trim())).Take(40));
    }
}
