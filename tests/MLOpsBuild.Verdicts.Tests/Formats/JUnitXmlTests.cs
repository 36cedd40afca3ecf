using System.Xml.Linq;
using MLOpsBuild.Verdicts.Formats;

namespace MLOpsBuild.Verdicts.Tests.Formats;

public sealed class JUnitXmlTests
{
    private static readonly XElement Suites = Parse(Judged.Set);

    [Fact]
    public void Suite_counts_what_its_cases_say()
    {
        foreach (var counted in new[] { Suites, Suites.Element("testsuite")! })
        {
            Assert.Equal(("5", "2", "1", "1"), (Of(counted, "tests"), Of(counted, "failures"), Of(counted, "errors"), Of(counted, "skipped")));
            Assert.Equal("orders", Of(counted, "name"));
        }

        Assert.Equal(5, Suites.Descendants("testcase").Count());
        Assert.Equal((2, 1, 1), (Suites.Descendants("failure").Count(), Suites.Descendants("error").Count(), Suites.Descendants("skipped").Count()));
    }

    [Theory]
    [InlineData("data-validation", "failure", "fail")]
    [InlineData("latency", "failure", "hold")]
    [InlineData("parity", "error", "error")]
    public void Whatever_does_not_pass_is_a_failure_or_an_error_of_its_type(string gate, string element, string type)
    {
        var said = Case(gate).Element(element)!;
        Assert.Equal(type, Of(said, "type"));
        Assert.NotEqual("", Of(said, "message"));
    }

    [Fact]
    public void A_pass_has_neither() => Assert.Equal(["system-out"], Case("calibration").Elements().Select(e => e.Name.LocalName));

    [Fact]
    public void What_is_only_reported_is_skipped_with_its_verdict()
    {
        Assert.Equal("Reported only, fail: They are told apart.", Of(Case("domain-shift").Element("skipped")!, "message"));
        Assert.Equal("error tells-apart (size): It has half of the gain.", Case("domain-shift").Element("system-out")!.Value);
    }

    [Fact]
    public void Characters_that_xml_cannot_hold_are_replaced() =>
        Assert.Equal("The check could not be carried out: <no> \"package\" & no\ufffd model \ufffd.", Of(Case("parity").Element("error")!, "message"));

    [Fact]
    public void Every_element_stands_where_the_format_has_it()
    {
        Assert.Equal("testsuites", Suites.Name.LocalName);
        Assert.All(Suites.Descendants("testcase"), c => Assert.Equal((true, "orders"), (c.Parent!.Name.LocalName == "testsuite", Of(c, "classname"))));
        Assert.All(Suites.Descendants("testcase"), c => Assert.True(c.Elements().TakeWhile(e => e.Name.LocalName is "failure" or "error" or "skipped").Count() <= 1));
    }

    [Fact]
    public void The_same_verdicts_give_the_same_bytes_with_line_feeds_alone()
    {
        var bytes = JUnitXml.Write(Judged.Set);
        Assert.Equal(bytes, JUnitXml.Write(Judged.Set with { Name = "orders" }));
        Assert.DoesNotContain((byte)'\r', bytes);
        Assert.Equal(((byte)'<', (byte)'\n'), (bytes[0], bytes[^1]));
    }

    private static XElement Parse(VerdictSet set)
    {
        using var stream = new MemoryStream(JUnitXml.Write(set));
        return XElement.Load(stream);
    }

    private static XElement Case(string gate) => Suites.Descendants("testcase").Single(c => Of(c, "name") == gate);

    private static string Of(XElement element, string attribute) => element.Attribute(attribute)!.Value;
}
