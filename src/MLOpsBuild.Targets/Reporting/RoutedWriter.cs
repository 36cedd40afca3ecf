using System.Text;

namespace MLOpsBuild.Targets.Reporting;

/// <summary>
/// Takes what code writes to the console and hands it on as whole lines of the target that is running, so that lines of targets
/// that run at once never mix.
/// </summary>
/// <param name="currentTarget">The target that the calling code belongs to; null for none.</param>
/// <param name="line">Takes a target and a line.</param>
internal sealed class RoutedWriter(Func<string?> currentTarget, Action<string?, string> line) : TextWriter
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, StringBuilder> _pending = [];

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Write([value]);

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer)
    {
        var target = currentTarget();
        lock (_lock)
        {
            if (!_pending.TryGetValue(target ?? "", out var pending)) _pending[target ?? ""] = pending = new StringBuilder();
            while (buffer.IndexOf('\n') is var end and >= 0)
            {
                pending.Append(buffer[..end]);
                line(target, pending.ToString().TrimEnd('\r'));
                pending.Clear();
                buffer = buffer[(end + 1)..];
            }

            pending.Append(buffer);
        }
    }

    /// <summary>Hands on what a target has written without ending its line.</summary>
    public void EndLine(string? target)
    {
        lock (_lock)
        {
            if (!_pending.Remove(target ?? "", out var pending) || pending.Length == 0) return;
            line(target, pending.ToString());
        }
    }
}
