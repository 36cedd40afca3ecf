using System.Net;
using MLOpsBuild.Data.Imports;

namespace MLOpsBuild.Data.Tests.Imports;

public sealed class WebAddressTests
{
    [Theory]
    [InlineData("https://example.org/a.csv", null, true)]
    [InlineData("http://example.org/a.csv", null, false)]
    [InlineData("http://localhost:8080/a.csv", null, true)]
    [InlineData("http://[::1]/a.csv", null, true)]
    [InlineData("http://127.0.0.1/a.csv", "https://example.org/", false)]
    [InlineData("https://user:secret@example.org/a.csv", null, false)]
    [InlineData("file:///etc/passwd", null, false)]
    [InlineData("ftp://example.org/a.csv", "https://example.org/", false)]
    public void Only_encrypted_addresses_and_this_machine_are_asked(string address, string? from, bool isAllowed) =>
        Assert.Equal(isAllowed, WebAddress.Problem(new Uri(address), from is null ? null : new Uri(from)) is null);

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("172.16.0.1", true)]
    [InlineData("172.32.0.1", false)]
    [InlineData("192.168.1.1", true)]
    [InlineData("169.254.169.254", true)]
    [InlineData("100.64.0.1", true)]
    [InlineData("127.0.0.53", true)]
    [InlineData("0.0.0.0", true)]
    [InlineData("::ffff:10.0.0.1", true)]
    [InlineData("fd00::1", true)]
    [InlineData("fe80::1", true)]
    [InlineData("93.184.216.34", false)]
    [InlineData("2606:2800:220:1::1", false)]
    public void Networks_that_the_internet_does_not_reach_are_known(string address, bool isPrivate) => Assert.Equal(isPrivate, WebAddress.IsPrivate(IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://127.0.0.1/a")]
    [InlineData("https://localhost/a")]
    [InlineData("https://192.168.0.1/a")]
    public void The_internet_sends_nobody_to_a_private_network_unless_asked(string target)
    {
        Assert.Contains("--allow-private", Assert.Throws<ImportException>(() => new WebOrigin(allowPrivate: false).SentOn(new Uri(target))).Message, StringComparison.Ordinal);
        new WebOrigin(allowPrivate: true).SentOn(new Uri(target));
    }

    [Fact]
    public void What_may_be_a_secret_is_not_shown() => Assert.Equal("https://example.org/a.csv", WebAddress.Show(new Uri("https://user:secret@example.org/a.csv?token=secret#x")));
}
