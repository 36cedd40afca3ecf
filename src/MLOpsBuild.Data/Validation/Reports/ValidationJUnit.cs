using System.Globalization;
using System.Text;
using System.Xml;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Data.Validation.Reports;

/// <summary>A report in the form of JUnit's XML, which build servers show as tests.</summary>
/// <remarks>
/// A rule is a test case: broken with weight error it failed, undecided with weight error it ended in an error, not judged it was skipped; a broken warning passes and says so in its
/// output. What is wrong with the file itself (columns, types, values) is a test case of its own.
/// </remarks>
public static class ValidationJUnit
{
    /// <summary>One test suite of the file's name.</summary>
    public static string Write(ValidationReport report)
    {
        var text = new StringBuilder();
        using (var writer = new Utf8StringWriter(text))
        using (var xml = XmlWriter.Create(writer, new XmlWriterSettings { Indent = true, NewLineChars = "\n" }))
        {
            Finding[] schema = [.. report.Result.Findings.Where(f => f.Rule.StartsWith("schema.", StringComparison.Ordinal) && !report.Outcomes.Any(o => o.Rule.Name == f.Rule))];
            xml.WriteStartElement("testsuites");
            xml.WriteStartElement("testsuite");
            xml.WriteAttributeString("name", Clean($"{Validator.Gate} {report.File}"));
            Count(xml, "tests", report.Outcomes.Count + 1);
            Count(xml, "failures", report.Outcomes.Count(IsFailure) + (schema.Any(f => f.Severity == Severity.Error) ? 1 : 0));
            Count(xml, "errors", report.Outcomes.Count(IsError));
            Count(xml, "skipped", report.Outcomes.Count(o => o.Status == RuleStatus.NotJudged));
            WriteSchema(xml, report, schema);
            foreach (var outcome in report.Outcomes) WriteCase(xml, report, outcome);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return text.Append('\n').ToString();
    }

    private static bool IsFailure(RuleOutcome outcome) => outcome is { Status: RuleStatus.Broken, Rule.Severity: Severity.Error };

    private static bool IsError(RuleOutcome outcome) => outcome is { Status: RuleStatus.Undecided, Rule.Severity: Severity.Error };

    private static void WriteSchema(XmlWriter xml, ValidationReport report, Finding[] findings)
    {
        Start(xml, report, "schema");
        Finding[] errors = [.. findings.Where(f => f.Severity == Severity.Error)];
        if (errors.Length > 0) Element(xml, "failure", errors[0].Message, Lines(errors, ""));
        xml.WriteEndElement();
    }

    private static void WriteCase(XmlWriter xml, ValidationReport report, RuleOutcome outcome)
    {
        Start(xml, report, outcome.Rule.Name);
        var lines = Lines(outcome.Findings, outcome.Advice);
        if (IsFailure(outcome)) Element(xml, "failure", outcome.Findings[0].Message, lines);
        else if (IsError(outcome)) Element(xml, "error", outcome.Findings[0].Message, lines);
        else if (outcome.Status == RuleStatus.NotJudged) Element(xml, "skipped", outcome.Findings.Count > 0 ? outcome.Findings[0].Message : "There was nothing to judge.", "");
        else if (outcome.Findings.Count > 0)
        {
            xml.WriteStartElement("system-out");
            xml.WriteString(Clean(lines));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Start(XmlWriter xml, ValidationReport report, string name)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", Clean(report.File));
        xml.WriteAttributeString("name", Clean(name));
    }

    private static void Element(XmlWriter xml, string name, string message, string lines)
    {
        xml.WriteStartElement(name);
        xml.WriteAttributeString("message", Clean(message));
        if (lines.Length > 0) xml.WriteString(Clean(lines));
        xml.WriteEndElement();
    }

    private static string Lines(IEnumerable<Finding> findings, string advice) =>
        string.Join('\n', findings.Select(f => f.Place is null ? f.Message : $"{f.Place}: {f.Message}").Concat(advice.Length > 0 ? [advice] : []));

    private static void Count(XmlWriter xml, string name, int count) => xml.WriteAttributeString(name, count.ToString(CultureInfo.InvariantCulture));

    // XML 1.0 has no way to write control characters, lone surrogates and two more: data may hold them all.
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i])) clean.Append(text[i]).Append(text[++i]);
            else clean.Append(XmlConvert.IsXmlChar(text[i]) ? text[i] : '\uFFFD');
        }

        return clean.ToString();
    }

    private sealed class Utf8StringWriter(StringBuilder text) : StringWriter(text, CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding { get; } = new UTF8Encoding(false);
    }
}
