using System.Net;
using System.Net.Http.Headers;

namespace MLOpsBuild.Content.Tests.Registries;

public sealed class BlobStreamTests : IDisposable
{
    private static readonly byte[] Whole = [.. Enumerable.Range(0, 1000).Select(i => (byte)(i * 7))];
    private readonly TempFolder _folder = new();
    private readonly List<string> _ranges = [];

    private ContentStore Store => new(_folder["store"]);

    [Fact]
    public async Task After_a_cut_only_the_rest_is_asked_for()
    {
        await PullAsync(from => Part(from, cutAt: from + 400));

        Assert.Equal(["", "bytes=400-", "bytes=800-"], _ranges);
        Assert.Equal(Whole, Store.Get(Digest.Of(Whole)));
    }

    [Fact]
    public async Task Where_parts_are_not_served_what_is_here_already_is_read_over()
    {
        var asked = 0;

        await PullAsync(_ => Answer(HttpStatusCode.OK, Whole, ++asked == 1 ? 600 : 1000));

        Assert.Equal(["", "bytes=600-"], _ranges);
        Assert.Equal(Whole, Store.Get(Digest.Of(Whole)));
    }

    [Fact]
    public async Task A_server_that_cuts_for_ever_is_given_up()
    {
        var refused = await Assert.ThrowsAsync<RegistryException>(() => PullAsync(from => Part(from, cutAt: from)));

        Assert.Equal("UNREACHABLE", refused.Code);
        Assert.Equal(5, _ranges.Count);
        Assert.Empty(Store.Blobs());
    }

    [Fact]
    public async Task Another_part_than_the_one_asked_for_is_refused()
    {
        var refused = await Assert.ThrowsAsync<RegistryException>(() => PullAsync(from => from == 0 ? Part(0, cutAt: 400) : Part(399, cutAt: 1000)));

        Assert.Equal("ANSWER_REFUSED", refused.Code);
        Assert.Empty(Store.Blobs());
    }

    [Fact]
    public async Task A_blob_that_changes_between_two_parts_is_refused_and_not_kept()
    {
        byte[] other = [.. Whole.Reverse()];

        await Assert.ThrowsAsync<InvalidDataException>(() => PullAsync(from => from == 0 ? Part(0, cutAt: 400) : Answer(HttpStatusCode.PartialContent, other[400..], 600, 400)));

        Assert.Empty(Store.Blobs());
    }

    [Fact]
    public async Task What_was_spoilt_on_its_way_is_fetched_once_more()
    {
        var asked = 0;

        await PullAsync(_ => Answer(HttpStatusCode.OK, ++asked == 1 ? [.. Whole.Reverse()] : Whole, 1000));

        Assert.Equal(["", ""], _ranges);
        Assert.Equal(Whole, Store.Get(Digest.Of(Whole)));
    }

    public void Dispose() => _folder.Dispose();

    private static HttpResponseMessage Part(long from, long cutAt) => from == 0
        ? Answer(HttpStatusCode.OK, Whole, (int)cutAt)
        : Answer(HttpStatusCode.PartialContent, Whole[(int)from..], (int)Math.Min(cutAt, Whole.Length) - (int)from, from);

    /// <summary>Announces all of the bytes and sends some.</summary>
    private static HttpResponseMessage Answer(HttpStatusCode status, byte[] bytes, int sent, long? from = null)
    {
        var content = new StreamContent(new MemoryStream(bytes, 0, sent));
        content.Headers.ContentLength = bytes.Length;
        if (from is { } first) content.Headers.ContentRange = new ContentRangeHeaderValue(first, first + bytes.Length - 1, Whole.Length);
        return new HttpResponseMessage(status) { Content = content };
    }

    private async Task PullAsync(Func<long, HttpResponseMessage> answer)
    {
        using var script = new Scripted(request =>
        {
            _ranges.Add(request.Headers.Range?.ToString() ?? "");
            return answer(request.Headers.Range?.Ranges.Single().From ?? 0);
        });
        var remote = Remotes.Open("oci://registry.example/a", new RemoteOptions { Handler = script, Time = new ImpatientTime() });
        await remote.PullAsync(Store, [new Descriptor(MediaTypes.Bytes, Digest.Of(Whole), Whole.Length)], CancellationToken.None);
    }
}
