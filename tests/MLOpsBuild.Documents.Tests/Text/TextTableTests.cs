using MLOpsBuild.Documents.Text;

namespace MLOpsBuild.Documents.Tests.Text;

public sealed class TextTableTests
{
    [Fact]
    public void Columns_are_as_wide_as_their_widest_cell() => Assert.Equal(
        ["name     rows", "january     8", "may      8259"],
        new TextTable(("name", Alignment.Left), ("rows", Alignment.Right)).Add("january", "8").Add("may", "8259").Lines(80));

    [Fact]
    public void Columns_that_no_row_fills_are_left_out() =>
        Assert.Equal(["name  note", "a     x"], new TextTable(("name", Alignment.Left), ("empty", Alignment.Left), ("note", Alignment.Left)).Add("a", null, "x").Lines(80));

    [Fact]
    public void Long_lines_are_cut_and_say_so() => Assert.Equal("aaaaaaaaaaaaaaaaaaa…", new TextTable(("n", Alignment.Left)).Add(new string('a', 50)).Lines(20)[1]);

    [Fact]
    public void Cells_keep_to_one_line() => Assert.Equal(2, new TextTable(("n", Alignment.Left)).Add("a\n\u001b[31mb").Lines(80).Count);

    [Fact]
    public void Table_without_rows_has_no_lines() => Assert.Empty(new TextTable(("n", Alignment.Left)).Lines(80));
}
