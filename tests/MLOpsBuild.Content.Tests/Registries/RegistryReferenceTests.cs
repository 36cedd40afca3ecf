namespace MLOpsBuild.Content.Tests.Registries;

public sealed class RegistryReferenceTests
{
    [Theory]
    [InlineData("oci://ghcr.io/acme/models/flight-delay", "https://ghcr.io/")]
    [InlineData("oci://registry.example:5000/a__b/c.d-e", "https://registry.example:5000/")]
    [InlineData("oci://localhost:5000/a", "http://localhost:5000/")]
    [InlineData("oci://127.0.0.1:5000/a", "http://127.0.0.1:5000/")]
    [InlineData("oci://[::1]:5000/a", "http://[::1]:5000/")]
    [InlineData("oci://127.0.0.1.example.com/a", "https://127.0.0.1.example.com/")]
    [InlineData("oci://docker.io/library/a", "https://registry-1.docker.io/")]
    public void Plain_http_is_for_loopback_only(string reference, string origin)
    {
        Assert.Equal(origin, RegistryReference.Parse(reference).Origin.ToString());
        Assert.Equal(reference, RegistryReference.Parse(reference).ToString());
    }

    [Theory]
    [InlineData("oci://ghcr.io")]
    [InlineData("oci://ghcr.io/")]
    [InlineData("oci:///a")]
    [InlineData("oci://ghcr.io/Upper")]
    [InlineData("oci://ghcr.io/a//b")]
    [InlineData("oci://ghcr.io/a/../b")]
    [InlineData("oci://ghcr.io/a___b")]
    [InlineData("oci://ghcr.io/-a")]
    [InlineData("oci://ghcr.io/a/")]
    [InlineData("oci://ghcr.io/a:v1")]
    [InlineData("oci://ghcr.io/a?x")]
    [InlineData("oci://ghcr.io/a\n")]
    [InlineData("oci://user:secret@ghcr.io/a")]
    [InlineData("oci://ghcr.io:99999/a")]
    [InlineData("https://ghcr.io/a")]
    public void A_reference_outside_the_grammar_is_refused(string reference) =>
        Assert.Throws<ArgumentException>(() => Remotes.Open(reference, new RemoteOptions()));

    [Theory]
    [InlineData("v1.0_a-b", true)]
    [InlineData("_", true)]
    [InlineData(".v1", false)]
    [InlineData("-v1", false)]
    [InlineData("a/b", false)]
    [InlineData("a\n", false)]
    [InlineData("", false)]
    public void A_tag_follows_the_grammar(string tag, bool fits)
    {
        if (fits) Assert.Equal(tag, RegistryReference.Tag(tag));
        else Assert.Throws<ArgumentException>(() => RegistryReference.Tag(tag));
    }

    [Fact]
    public void A_tag_has_at_most_128_characters() => Assert.Throws<ArgumentException>(() => RegistryReference.Tag(new string('a', 129)));
}
