namespace MLOpsBuild.Targets.Reporting;

/// <summary>
/// Keeps the output of targets that run at once apart. One target at a time is in front and its lines appear at once; those of
/// the others are held back, and follow in the order in which the targets started. Thread-safe.
/// </summary>
internal sealed class GroupedOutput(BuildOutput output, Host host, bool quiet)
{
    private readonly Lock _lock = new();
    private readonly List<Group> _groups = [];

    private bool OnGitHub => host == Host.GitHubActions;

    public void Open(string target)
    {
        lock (_lock)
        {
            _groups.Add(new Group(target));
            if (_groups.Count == 1) BringForward(_groups[0]);
        }
    }

    /// <summary>Shows a line of a target, or holds it back; outside of targets, shows it.</summary>
    public void Line(string? target, string text, Style style = Style.Plain)
    {
        lock (_lock)
        {
            var index = _groups.FindIndex(g => g.Target == target);
            if (index <= 0) Write(index < 0 ? null : _groups[0], text, style);
            else _groups[index].Held.Add((text, style));
        }
    }

    public void Close(string target)
    {
        lock (_lock)
        {
            if (_groups.Find(g => g.Target == target) is { } group) group.IsClosed = true;
            while (_groups is [{ IsClosed: true } front, ..])
            {
                if (front.HasHeader && OnGitHub) output.Line("::endgroup::");
                _groups.RemoveAt(0);
                if (_groups.Count > 0) BringForward(_groups[0]);
            }
        }
    }

    private void BringForward(Group group)
    {
        if (!quiet) Header(group);
        foreach (var (text, style) in group.Held) Write(group, text, style);
        group.Held.Clear();
    }

    private void Write(Group? group, string text, Style style)
    {
        if (group is not null) Header(group);
        output.Line(text, style);
    }

    private void Header(Group group)
    {
        if (group.HasHeader) return;
        group.HasHeader = true;
        foreach (var line in HeaderOf(group.Target, OnGitHub)) output.Line(line, Style.Title);
    }

    /// <summary>The lines above a target's output.</summary>
    internal static string[] HeaderOf(string title, bool onGitHub) => onGitHub
        ? [$"::group::{title}"]
        : ["", "╬" + new string('═', title.Length + 5), $"║ {title}", "╬" + new string('═', Math.Max(title.Length - 4, 2)), ""];

    private sealed class Group(string target)
    {
        public string Target { get; } = target;

        public List<(string Text, Style Style)> Held { get; } = [];

        public bool HasHeader { get; set; }

        public bool IsClosed { get; set; }
    }
}
