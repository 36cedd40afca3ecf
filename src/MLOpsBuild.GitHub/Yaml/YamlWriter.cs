using System.Text;

namespace MLOpsBuild.GitHub.Yaml;

/// <summary>Writes a document in block style: two spaces a level, LF, sequences indented under their key.</summary>
internal static class YamlWriter
{
    private const string Step = "  ";

    /// <summary>The document's text, ending with a line break.</summary>
    internal static string Write(YamlMapping document)
    {
        var text = new StringBuilder();
        WriteMapping(text, document, "", firstIndent: "");
        return text.ToString();
    }

    private static void WriteMapping(StringBuilder text, YamlMapping mapping, string indent, string firstIndent)
    {
        var lead = firstIndent;
        foreach (var (key, node, comment) in mapping.Entries)
        {
            if (comment is not null)
            {
                text.Append(lead).Append("# ").Append(comment).Append('\n');
                lead = indent;
            }

            text.Append(lead).Append(KeyText(key)).Append(':');
            WriteValue(text, node, indent);
            lead = indent;
        }
    }

    private static void WriteValue(StringBuilder text, YamlNode node, string indent)
    {
        switch (node)
        {
            case YamlScalar scalar:
                WriteScalar(text.Append(' '), scalar, indent + Step);
                break;
            case YamlMapping { Entries.Count: 0 }:
                text.Append(" {}\n");
                break;
            case YamlMapping mapping:
                text.Append('\n');
                WriteMapping(text, mapping, indent + Step, indent + Step);
                break;
            case YamlSequence { Items.Count: 0 }:
                text.Append(" []\n");
                break;
            case YamlSequence sequence:
                text.Append('\n');
                foreach (var item in sequence.Items) WriteItem(text, item, indent + Step);
                break;
            default:
                throw new ArgumentException($"{node.GetType().Name} is no kind of node.", nameof(node));
        }
    }

    private static void WriteItem(StringBuilder text, YamlNode item, string indent)
    {
        switch (item)
        {
            case YamlScalar scalar:
                WriteScalar(text.Append(indent).Append("- "), scalar, indent + Step);
                break;
            case YamlMapping { Entries: [{ Comment: null }, ..] } mapping:
                WriteMapping(text, mapping, indent + Step, indent + "- ");
                break;
            default:
                throw new ArgumentException("An item is a scalar, or a mapping with entries whose first carries no comment.", nameof(item));
        }
    }

    private static void WriteScalar(StringBuilder text, YamlScalar scalar, string indent)
    {
        if (!scalar.IsText)
        {
            text.Append(scalar.Value).Append('\n');
        }
        else if (YamlText.IsBlock(scalar.Value))
        {
            // "|" keeps one final line break, "|-" none.
            text.Append(scalar.Value.EndsWith('\n') ? "|\n" : "|-\n");
            foreach (var line in scalar.Value.TrimEnd('\n').Split('\n'))
            {
                if (line.Length > 0) text.Append(indent).Append(line);
                text.Append('\n');
            }
        }
        else
        {
            text.Append(YamlText.Quote(scalar.Value));
            if (scalar.Comment is not null) text.Append(" # ").Append(scalar.Comment);
            text.Append('\n');
        }
    }

    // The key "on" is a flag to readers of YAML 1.1 only, and GitHub's is none of them.
    private static string KeyText(string key) => key == "on" ? key : YamlText.Quote(key);
}
