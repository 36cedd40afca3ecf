using MLOpsBuild.Targets.Parameters;
using MLOpsBuild.Targets.Reporting;

namespace MLOpsBuild.Targets.Tests.Reporting;

public sealed class LiveTests : IDisposable
{
    private readonly StringWriter _text = new() { NewLine = "\n" };
    private readonly SecretMask _mask = new();
    private readonly BuildOutput _output;

    public LiveTests() => _output = new BuildOutput(
        new BuildEnvironment { Arguments = [], Variables = new Dictionary<string, string>(), WorkingDirectory = "/", Output = _text, Width = 60 },
        _mask);

    public void Dispose() => _text.Dispose();

    [Fact]
    public void Live_lines_stay_below_the_output_and_vanish_at_the_end()
    {
        _output.Live(["  Train  0:01"]);
        _output.Line("row");
        _output.Live(["  Train  0:02", "  Test  < 1sec"]);
        _output.Live([]);
        _output.Line("end");

        Assert.Equal("  Train  0:01\n\e[1A\e[Jrow\n  Train  0:01\n\e[1A\e[J  Train  0:02\n  Test  < 1sec\n\e[2A\e[Jend\n", _text.ToString());
        Assert.Equal(["row", "end"], Screen.Of(_text.ToString()));
    }

    [Fact]
    public void Live_lines_are_few_short_and_without_secrets()
    {
        _mask.Hide("hunter2");
        _output.Live([new string('x', 200) + "hunter2", .. Enumerable.Range(0, 20).Select(n => $"hunter2 {n}")]);

        var lines = Screen.Of(_text.ToString());
        Assert.Equal(8, lines.Count);
        Assert.Equal("  and 14 more", lines[^1]);
        Assert.All(lines, l => Assert.InRange(l.Length, 1, 59));
        Assert.DoesNotContain("hunter2", _text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Tick_after_the_end_draws_nothing()
    {
        var time = new Ticks();
        using (var live = new LiveLines(_output, time, () => ["  Train  0:01"]))
        {
            Assert.Empty(_text.ToString());
            time.Tick();
            Assert.Equal(["  Train  0:01"], Screen.Of(_text.ToString()));
        }

        time.Tick();
        Assert.Empty(Screen.Of(_text.ToString()));
    }

    /// <summary>As much of a terminal as the output uses: lines, up, and clear to the end.</summary>
    private static class Screen
    {
        public static IReadOnlyList<string> Of(string text)
        {
            var lines = new List<string>();
            foreach (var part in text.Split('\n'))
            {
                var rest = part;
                if (rest.StartsWith("\e[", StringComparison.Ordinal))
                {
                    var up = int.Parse(rest[2..rest.IndexOf('A', StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture);
                    lines.RemoveRange(lines.Count - up, up);
                    rest = rest[(rest.IndexOf('J', StringComparison.Ordinal) + 1)..];
                }

                if (rest.Length > 0) lines.Add(rest);
            }

            return lines;
        }
    }

    private sealed class Ticks : TimeProvider
    {
        private Action? _tick;

        public void Tick() => _tick!();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _tick = () => callback(state);
            return new Unarmed();
        }

        private sealed class Unarmed : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
