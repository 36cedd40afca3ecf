namespace MLOpsBuild.Documents.Tests;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("a\r\nb\t c\u2028d", "a b c d")]
    [InlineData("a\0b", "a\ufffdb")]
    [InlineData("user\u202egpj", "user\ufffdgpj")]
    [InlineData("  a  ", "a")]
    public void Line_is_one_line_of_visible_characters(string text, string expected) => Assert.Equal(expected, PlainText.Line(text));

    [Fact]
    public void Line_replaces_half_a_surrogate_pair() => Assert.Equal("a\ufffdb", PlainText.Line("a" + '\ud83d' + "b"));

    [Fact]
    public void Clip_never_splits_a_surrogate_pair() => Assert.Equal("a…", PlainText.Clip("a\U0001F600bc", 3));

    [Fact]
    public void Clip_leaves_what_fits() => Assert.Equal("abc", PlainText.Clip("abc", 3));

    [Fact]
    public void Lines_keep_breaks_and_indentation() => Assert.Equal("a\n  b", PlainText.Lines("a\r\n  b", 100));
}
