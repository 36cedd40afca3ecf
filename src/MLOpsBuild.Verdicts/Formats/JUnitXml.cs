using System.Globalization;
using System.Text;
using System.Xml;

namespace MLOpsBuild.Verdicts.Formats;

/// <summary>Verdicts as JUnit's XML, which most build servers show: a test case for each gate.</summary>
/// <remarks>JUnit has no word for hold. Servers count what is skipped as no harm, so a hold is a failure of the type <c>hold</c>: it never looks like a pass. What is only reported and does not pass is skipped.</remarks>
public static class JUnitXml
{
    /// <summary>Deterministic bytes: no time, no host.</summary>
    public static byte[] Write(VerdictSet verdicts)
    {
        ArgumentNullException.ThrowIfNull(verdicts);
        using var stream = new MemoryStream();
        var settings = new XmlWriterSettings { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };
        using (var xml = XmlWriter.Create(stream, settings))
        {
            xml.WriteStartElement("testsuites");
            Counts(xml, verdicts);
            xml.WriteStartElement("testsuite");
            Counts(xml, verdicts);
            foreach (var result in verdicts.Results) Case(xml, verdicts.Name, result, isReported: false);
            foreach (var result in verdicts.Reported) Case(xml, verdicts.Name, result, isReported: true);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return [.. stream.ToArray(), (byte)'\n'];
    }

    private static void Counts(XmlWriter xml, VerdictSet verdicts)
    {
        xml.WriteAttributeString("name", Clean(verdicts.Name));
        Count(xml, "tests", verdicts.Results.Count + verdicts.Reported.Count);
        Count(xml, "failures", verdicts.Results.Count(r => r.Verdict is Verdict.Fail or Verdict.Hold));
        Count(xml, "errors", verdicts.Results.Count(r => r.Verdict is Verdict.Error));
        Count(xml, "skipped", verdicts.Reported.Count(r => r.Verdict != Verdict.Pass));
    }

    private static void Count(XmlWriter xml, string name, int count) => xml.WriteAttributeString(name, count.ToString(CultureInfo.InvariantCulture));

    private static void Case(XmlWriter xml, string of, GateResult result, bool isReported)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", Clean(of));
        xml.WriteAttributeString("name", Clean(result.Gate));
        var findings = string.Join('\n', result.Findings.Select(f => $"{f.Severity.ToString().ToLowerInvariant()} {f.Rule}{(f.Place is null ? "" : $" ({f.Place})")}: {f.Message}"));
        if (result.Verdict == Verdict.Pass)
        {
            xml.WriteElementString("system-out", Clean($"{result.Summary}\n{findings}".TrimEnd('\n')));
        }
        else if (isReported)
        {
            xml.WriteStartElement("skipped");
            xml.WriteAttributeString("message", Clean($"Reported only, {result.Verdict.ToString().ToLowerInvariant()}: {result.Summary}"));
            xml.WriteEndElement();
            xml.WriteElementString("system-out", Clean(findings));
        }
        else
        {
            xml.WriteStartElement(result.Verdict == Verdict.Error ? "error" : "failure");
            xml.WriteAttributeString("message", Clean(result.Summary));
            xml.WriteAttributeString("type", result.Verdict.ToString().ToLowerInvariant());
            xml.WriteString(Clean(findings));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    /// <summary>XML has no way to write some characters, and a finding may quote any byte of a file.</summary>
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
}
