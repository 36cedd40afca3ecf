using MLOpsBuild.Delivery.Environments;
using MLOpsBuild.Delivery.Json;

namespace MLOpsBuild.Delivery.Tests.Environments;

public sealed class EnvironmentFilesTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("environments");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void Environments_come_behind_what_they_come_after()
    {
        Write("production", "staging");
        Write("staging", "testing");
        Write("testing", null);
        Write("demo", null);
        Write("canary", "staging");

        Assert.Equal(["demo", "testing", "staging", "canary", "production"], EnvironmentFiles.InOrder(_root.FullName).Select(e => e.Key));
    }

    [Fact]
    public void A_repository_without_environments_has_none() => Assert.Empty(EnvironmentFiles.InOrder(_root.FullName));

    [Fact]
    public void A_circle_is_told_with_its_environments()
    {
        Write("demo", null);
        Write("staging", "production");
        Write("production", "staging");

        var problem = Assert.Throws<InvalidFileException>(() => EnvironmentFiles.InOrder(_root.FullName));
        Assert.Contains("production, staging come after one another in a circle", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_environment_that_is_not_there_is_told_with_those_that_are()
    {
        Write("production", "stagging");
        Write("staging", null);

        var problem = Assert.Throws<InvalidFileException>(() => EnvironmentFiles.InOrder(_root.FullName));
        Assert.Contains("environments/production.json:1: it comes after 'stagging', which is no environment; there are production, staging.", problem.Message, StringComparison.Ordinal);
    }

    private void Write(string name, string? after) =>
        new EnvironmentFile { Model = "orders", Requires = ["api"], After = after }.Save(Path.Combine(_root.FullName, "environments", name + ".json"));
}
