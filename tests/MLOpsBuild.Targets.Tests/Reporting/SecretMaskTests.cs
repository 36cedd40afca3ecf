using MLOpsBuild.Targets.Parameters;

namespace MLOpsBuild.Targets.Tests.Reporting;

public sealed class SecretMaskTests
{
    [Fact]
    public void Longer_secret_is_hidden_before_one_that_it_contains()
    {
        var mask = new SecretMask();
        mask.Hide("abc");
        mask.Hide("abcdef");

        Assert.Equal("*** ***", mask.Apply("abcdef abc"));
    }

    [Fact]
    public void Every_telling_line_of_a_key_file_is_hidden()
    {
        var mask = new SecretMask();
        mask.Hide("{\n  \"key\": 1234\n}\n");

        Assert.Equal("{ x *** }", mask.Apply("{ x \"key\": 1234 }"));
    }

    [Fact]
    public void Empty_secret_hides_nothing()
    {
        var mask = new SecretMask();
        mask.Hide("");

        Assert.Equal("text", mask.Apply("text"));
    }
}
