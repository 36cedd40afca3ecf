using System.Text;
using MLOpsBuild.GitHub.Yaml;
using YamlDotNet.RepresentationModel;

namespace MLOpsBuild.GitHub.Tests.Yaml;

/// <summary>The emitter against an independent reader: whatever goes in comes out again, as a text.</summary>
public sealed class YamlWriterTests
{
    [Theory]
    [InlineData("plain words", "plain words")]
    [InlineData("~/.nuget/packages", "~/.nuget/packages")]
    [InlineData("${{ runner.os }}", "${{ runner.os }}")]
    [InlineData("", "''")]
    [InlineData("true", "'true'")]
    [InlineData("No", "'No'")]
    [InlineData("10", "'10'")]
    [InlineData("17 4 * * *", "'17 4 * * *'")]
    [InlineData("it's: here", "'it''s: here'")]
    [InlineData("a #b", "'a #b'")]
    [InlineData("!contains(a)", "'!contains(a)'")]
    [InlineData("tab\there", "\"tab\\there\"")]
    [InlineData("bell\a", "\"bell\\u0007\"")]
    public void Text_is_quoted_only_where_a_reader_could_misread_it(string text, string written)
    {
        Assert.Equal($"key: {written}\n", YamlWriter.Write(new YamlMapping().Add("key", text)));
    }

    [Fact]
    public void Nested_nodes_are_indented_by_two_and_comments_stand_above_their_key()
    {
        var document = new YamlMapping()
            .Add("on", new YamlMapping().Add("push", new YamlMapping().Add("branches", YamlSequence.OfTexts(["main"]))))
            .Add("permissions", new YamlMapping(), "none at all")
            .Add("steps", new YamlSequence([new YamlMapping().Add("name", "a").Add("run", "one\ntwo\n")]))
            .Add("minutes", YamlScalar.Of(5));

        Assert.Equal(
            """
            on:
              push:
                branches:
                  - main
            # none at all
            permissions: {}
            steps:
              - name: a
                run: |
                  one
                  two
            minutes: 5

            """.ReplaceLineEndings("\n"),
            YamlWriter.Write(document));
    }

    [Fact]
    public void Random_texts_are_read_back_unchanged_by_another_reader()
    {
        var alphabet = "aZ09 :#-?{}[],&*!|>'\"%@`~.\\/$=\n\t\u0007\u0085\u00E9\u2028\uFEFF\u4E2D".EnumerateRunes().ToList();
        alphabet.Add(new Rune(0x1F600));
        var random = new Random(20261121);
        for (var round = 0; round < 4000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(9)).Select(_ => alphabet[random.Next(alphabet.Count)].ToString()));
            var yaml = YamlWriter.Write(new YamlMapping()
                .Add("value", text)
                .Add("items", new YamlSequence([YamlScalar.Text(text), YamlScalar.Text("end")])));

            var root = Parse(yaml);

            Assert.Equal(text, ((YamlScalarNode)root.Children["value"]).Value);
            Assert.Equal([text, "end"], ((YamlSequenceNode)root.Children["items"]).Select(n => ((YamlScalarNode)n).Value!));
        }
    }

    [Fact]
    public void A_key_that_is_there_already_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new YamlMapping().Add("a", "1").Add("a", "2"));
    }

    private static YamlMappingNode Parse(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return (YamlMappingNode)stream.Documents.Single().RootNode;
    }
}
