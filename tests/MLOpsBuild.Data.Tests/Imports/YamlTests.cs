using MLOpsBuild.Data.Imports;

namespace MLOpsBuild.Data.Tests.Imports;

public sealed class YamlTests
{
    [Fact]
    public void What_dvc_writes_is_read()
    {
        var root = Yaml.Parse("""
            # made by a tool
            schema: '2.0'
            stages:
              train:
                cmd: dotnet run --project Train --
                  --more words
                deps:
                - {path: "data/a, b.csv", hash: md5, size: 123}
                - path: it''s # a comment
                  md5: 'it''s'
                params:
                  params.yaml:
                    train.trees: 100
                    list: [1, 2]
              note: |
                two
                lines
            """, "dvc.lock");
        var train = root["stages"]!["train"]!;
        Assert.Equal("dotnet run --project Train -- --more words", train["cmd"]!.Text);
        Assert.Equal("data/a, b.csv", train["deps"]!.Items[0]["path"]!.Text);
        Assert.Equal(("it''s", "it's"), (train["deps"]!.Items[1]["path"]!.Text, train["deps"]!.Items[1]["md5"]!.Text));
        Assert.Equal("100", train["params"]!["params.yaml"]!["train.trees"]!.Text);
        Assert.Equal(2, train["params"]!["params.yaml"]!["list"]!.Items.Count);
        Assert.Equal("two\nlines", root["stages"]!["note"]!.Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a: 1\n  b: 2\n c: 3\n")]
    [InlineData("a: 1\na: 2\n")]
    [InlineData("\ta: 1\n")]
    [InlineData("a: \"b\n")]
    [InlineData("a: {b: 1\n")]
    [InlineData("a: [1, 2}\n")]
    [InlineData("just words\n")]
    [InlineData("a: *b\n")]
    public void What_is_no_such_file_is_refused_with_its_name(string text) =>
        Assert.StartsWith("x.dvc", Assert.Throws<ImportException>(() => Yaml.Parse(text, "x.dvc")).Message, StringComparison.Ordinal);

    [Fact]
    public void No_text_makes_it_fail_in_another_way()
    {
        const string Alphabet = "ab:- {}[],'\"#\n |&>\t1.";
        var state = 12345u;
        for (var i = 0; i < 20_000; i++)
        {
            var text = new char[(i % 60) + 1];
            for (var c = 0; c < text.Length; c++) text[c] = Alphabet[(int)((state = (state * 1664525) + 1013904223) >> 16) % Alphabet.Length];
            try
            {
                Yaml.Parse(new string(text), "x");
            }
            catch (ImportException)
            {
                // Refused, as most are.
            }
        }
    }

    [Fact]
    public void Deep_nesting_is_refused() => Assert.Throws<ImportException>(() => Yaml.Parse(string.Concat(Enumerable.Range(0, 100).Select(i => new string(' ', i) + "a:\n")) + new string(' ', 100) + "b: 1\n", "x"));
}
