using MLOpsBuild.Targets.Reporting;

namespace MLOpsBuild.Targets.Tests.Reporting;

public sealed class RoutedWriterTests
{
    private readonly List<string> _lines = [];
    private string? _target;

    [Fact]
    public void Lines_of_targets_do_not_mix()
    {
        using var writer = new RoutedWriter(() => _target, (target, line) => _lines.Add($"{target}: {line}"));
        _target = "A";
        writer.Write("one ");
        _target = "B";
        writer.Write("two\r\nthree");
        _target = "A";
        writer.WriteLine("more");
        writer.EndLine("B");
        writer.EndLine("A");

        Assert.Equal(["B: two", "A: one more", "B: three"], _lines);
    }
}
