using System.Text;
using MLOpsBuild.Documents;
using MLOpsBuild.Documents.Text;

namespace MLOpsBuild.Reporting.Text;

/// <summary>Lines of a report in their order.</summary>
internal sealed class TextPage(int width)
{
    private const int MostRows = 20;
    private const int MostWords = 2000;
    private readonly StringBuilder _text = new();

    /// <summary>A sentence, broken where words end; nothing when it is empty.</summary>
    public void Say(string? sentence)
    {
        var rest = PlainText.Line(sentence ?? "", MostWords);
        while (rest.Length > width)
        {
            var end = rest.LastIndexOf(' ', width) is > 0 and var space ? space : width - (char.IsHighSurrogate(rest[width - 1]) ? 1 : 0);
            _text.Append(rest.AsSpan(0, end).TrimEnd()).Append('\n');
            rest = rest[end..].TrimStart();
        }

        if (rest.Length > 0) _text.Append(rest).Append('\n');
    }

    /// <summary>A table under a heading; nothing without rows, and a line that says how many more there are.</summary>
    public void Table<T>(string heading, IReadOnlyList<T> rows, params (string Title, Alignment Alignment, Func<T, string?> Cell)[] columns)
    {
        if (rows.Count == 0) return;
        Heading(heading);
        var table = new TextTable([.. columns.Select(c => (c.Title, c.Alignment))]);
        foreach (var row in rows.Take(MostRows)) table.Add([.. columns.Select(c => c.Cell(row))]);
        foreach (var line in table.Lines(width)) _text.Append(line).Append('\n');
        if (rows.Count > MostRows) _text.Append("… and ").Append(Numbers.Count(rows.Count - MostRows)).Append(" more; the HTML report has all.\n");
    }

    /// <summary>A sentence under a heading; nothing when it is empty.</summary>
    public void Paragraph(string heading, string sentence)
    {
        if (sentence.Length == 0) return;
        Heading(heading);
        Say(sentence);
    }

    /// <summary>Commands to copy, never broken; nothing without any.</summary>
    public void Commands(string heading, string? why, IReadOnlyList<string> commands)
    {
        if (commands.Count == 0) return;
        Heading(heading);
        Say(why);
        foreach (var command in commands.Take(MostRows)) _text.Append("  ").Append(PlainText.Line(command, MostWords)).Append('\n');
    }

    public override string ToString() => _text.ToString();

    private void Heading(string heading)
    {
        _text.Append('\n');
        Say(heading);
    }
}
