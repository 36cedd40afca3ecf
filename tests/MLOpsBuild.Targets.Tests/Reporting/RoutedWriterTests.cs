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

    [Fact]
    public void Secret_that_is_written_in_pieces_reaches_the_mask_whole()
    {
        var mask = new MLOpsBuild.Targets.Parameters.SecretMask();
        mask.Hide("hunter2");
        var writer = new RoutedWriter(() => "A", (_, line) => _lines.Add(mask.Apply(line)));

        writer.Write("key=hun");
        writer.Write("ter");
        writer.Write('2');
        writer.Write("\n");

        Assert.Equal(["key=***"], _lines);
    }
}
