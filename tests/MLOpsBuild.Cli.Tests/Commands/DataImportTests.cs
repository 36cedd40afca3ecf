using System.Net;
using System.Security.Cryptography;
using System.Text;
using MLOpsBuild.Content;
using MLOpsBuild.Git;

namespace MLOpsBuild.Cli.Tests.Commands;

public sealed class DataImportTests : IDisposable
{
    private static readonly string March = ScratchRepository.Month(3);
    private readonly ScratchRepository _repository = new();

    [Fact]
    public void A_file_from_an_address_becomes_a_partition()
    {
        using var server = new OneFileServer(_ => (200, null, March));
        var digest = Digest.Of(Encoding.UTF8.GetBytes(March));
        var result = _repository.Run("data", "import", "orders", $"{server.Address}files/2024-03.csv?token=secret", "--digest", digest.ToString());
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(digest, _repository.Lock.Datasets["orders"]["2024-03"]!.Digest);
        Assert.Equal($"{server.Address}files/2024-03.csv", _repository.Lock.Datasets["orders"]["2024-03"]!.Origin);
        Assert.DoesNotContain("secret", result.Output + result.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_repository.PathOf(".mlops/import")));
    }

    [Fact]
    public void Other_bytes_than_expected_too_many_or_none_are_not_kept()
    {
        using var server = new OneFileServer(path => path == "/gone" ? (404, null, "") : (200, null, March));
        var other = _repository.Run("data", "import", "orders", $"{server.Address}2024-03.csv", "--digest", Digest.Of("other"u8).ToString());
        Assert.Equal(1, other.ExitCode);
        Assert.Contains("nothing was kept", other.Error, StringComparison.Ordinal);
        Assert.Equal(1, _repository.Run("data", "import", "orders", $"{server.Address}2024-03.csv", "--max-bytes", "100").ExitCode);
        Assert.Equal(3, _repository.Run("data", "import", "orders", $"{server.Address}gone").ExitCode);
        Assert.Equal(1, _repository.Run("data", "import", "orders", "http://example.org/2024-03.csv").ExitCode);
        Assert.Equal(1, _repository.Run("data", "import", "orders", "https://user:password@example.org/2024-03.csv").ExitCode);
        Assert.Equal(2, _repository.Run("data", "import", "orders", $"{server.Address}2024-03.csv", "--digest", "sha256:12").ExitCode);
        Assert.Equal(2, _repository.Lock.Datasets["orders"].Partitions.Count);
    }

    [Fact]
    public void A_broken_file_does_not_pass_the_landing_gate()
    {
        using var server = new OneFileServer(_ => (200, null, March.Replace(",south,8,", ",south,800,", StringComparison.Ordinal)));
        var result = _repository.Run("data", "import", "orders", $"{server.Address}2024-03.csv");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("size.range", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_redirect_is_followed_within_this_machine_and_not_without_end()
    {
        using var server = new OneFileServer(path => path == "/2024-03.csv" ? (200, null, March) : path == "/loop" ? (302, "/loop", "") : path == "/out" ? (302, "http://example.org/a.csv", "") : (302, "/2024-03.csv", ""));
        Assert.Equal(1, _repository.Run("data", "import", "orders", $"{server.Address}loop").ExitCode);
        Assert.Contains("not encrypted", _repository.Run("data", "import", "orders", $"{server.Address}out").Error, StringComparison.Ordinal);
        var result = _repository.Run("data", "import", "orders", $"{server.Address}latest", "--partition", "2024-03");
        Assert.True(result.ExitCode == 0, result.Error);
    }

    [Fact]
    public void Another_repository_s_partition_comes_at_a_pinned_commit_with_its_digest()
    {
        using var other = new ScratchRepository();
        other.Write("incoming/2024-03.csv", March);
        Assert.Equal(0, other.Run("data", "add", "orders", "incoming/2024-03.csv").ExitCode);
        System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("git", ["-C", other.Root, "init", "--quiet"]))!.WaitForExit();
        var commit = new GitRepository(other.Root).Commit(["data.lock.json", "mlops.json", "remote"], "First", new GitIdentity("A Test", "test@example.org"));
        var result = _repository.Run("data", "import", "orders", "--from", other.Root, "--rev", commit, "--partition", "2024-03");
        Assert.True(result.ExitCode == 0, result.Error);
        var origin = $"{Path.GetFileName(other.Root)}@{commit} orders/2024-03";
        Assert.Equal(other.Lock.Datasets["orders"]["2024-03"]! with { Origin = origin }, _repository.Lock.Datasets["orders"]["2024-03"]);
        Assert.Contains(commit, result.Error, StringComparison.Ordinal);
        Assert.Equal(2, _repository.Run("data", "import", "orders", "--from", other.Root, "--rev", "no-such").ExitCode);
        Assert.Equal(2, _repository.Run("data", "import", "orders", "--from", other.Root).ExitCode);
        Assert.Equal(2, _repository.Run("data", "import", "orders", "--from", other.Root, "--rev", commit, "--partition", "2024-04").ExitCode);
    }

    [Fact]
    public void What_dvc_pins_comes_from_the_file_or_from_its_cache()
    {
        _repository.Write("dvc/2024-03.csv", March);
        _repository.Write("dvc/2024-03.csv.dvc", $"outs:\n- md5: {Md5(March)}\n  size: {March.Length}\n  hash: md5\n  path: 2024-03.csv\n");
        Assert.True(_repository.Run("data", "import", "orders", "dvc/2024-03.csv.dvc") is { ExitCode: 0 });
        var april = ScratchRepository.Month(4);
        _repository.Write($"dvc/.dvc/cache/files/md5/{Md5(april)[..2]}/{Md5(april)[2..]}", april);
        _repository.Write("dvc/dvc.lock", $$"""
            schema: '2.0'
            stages:
              fetch:
                cmd: dotnet run --project Fetch -- --a-long-command that is
                  wrapped over lines
                outs:
                - {path: data/2024-04.csv, hash: md5, md5: {{Md5(april)}}, size: {{april.Length}}}
                - path: model.zip
                  hash: md5
                  md5: 0123456789abcdef0123456789abcdef
            """);
        Assert.Contains("model.zip", _repository.Run("data", "import", "orders", "dvc/dvc.lock").Error, StringComparison.Ordinal);
        var result = _repository.Run("data", "import", "orders", "dvc/dvc.lock", "--path", "data/2024-04.csv");
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.NotNull(_repository.Lock.Datasets["orders"]["2024-04"]);
    }

    [Fact]
    public void A_folder_of_dvc_gives_a_partition_for_each_file()
    {
        var (march, april) = (March, ScratchRepository.Month(4));
        var list = $$"""[{"md5": "{{Md5(march)}}", "relpath": "2024-03.csv"}, {"md5": "{{Md5(april)}}", "relpath": "sub/2024-04.csv"}]""";
        foreach (var content in new[] { march, april }) _repository.Write($".dvc/cache/files/md5/{Md5(content)[..2]}/{Md5(content)[2..]}", content);
        _repository.Write($".dvc/cache/files/md5/{Md5(list)[..2]}/{Md5(list)[2..]}.dir", list);
        _repository.Write("orders.dvc", $"outs:\n- md5: {Md5(list)}.dir\n  size: 9\n  nfiles: 2\n  hash: md5\n  path: orders\n");
        var result = _repository.Run("data", "import", "orders", "orders.dvc");
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(4, _repository.Lock.Datasets["orders"].Partitions.Count);
    }

    [Theory]
    [InlineData("outs:\n- md5: 0123456789abcdef0123456789abcdef\n  hash: md5-dos2unix\n  path: a.csv\n", "line ends")]
    [InlineData("outs:\n- md5: 0123456789abcdef0123456789abcdef\n  hash: md5\n  path: a.csv\n", "dvc pull")]
    [InlineData("outs:\n- md5: ../../x\n  path: a.csv\n", "no md5")]
    [InlineData("outs: &a\n- md5: 1\n", "anchors")]
    [InlineData("outs:\n- {path: a.csv, md5: 0\n", "can not be read")]
    [InlineData("what: 1\n", "unknown key 'what'")]
    [InlineData("outs: []\n", "pins no output")]
    public void What_can_not_be_trusted_is_refused_with_the_reason(string file, string reason)
    {
        _repository.Write("a.csv.dvc", file);
        var result = _repository.Run("data", "import", "orders", "a.csv.dvc");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(reason, result.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _repository.Dispose();

#pragma warning disable CA5351 // DVC names bytes by MD5.
    private static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351

    /// <summary>Answers every path as it is told to.</summary>
    private sealed class OneFileServer : IDisposable
    {
        private readonly HttpListener _listener = new();

        public OneFileServer(Func<string, (int Status, string? Location, string Body)> answer)
        {
            using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/";
            probe.Stop();
            _listener.Prefixes.Add(Address);
            _listener.Start();
            _ = Task.Run(() => ServeAsync(answer));
        }

        public string Address { get; }

        public void Dispose() => _listener.Close();

        private async Task ServeAsync(Func<string, (int Status, string? Location, string Body)> answer)
        {
            while (_listener.IsListening)
            {
                HttpListenerContext context;
                try
                {
                    context = await _listener.GetContextAsync().ConfigureAwait(false);
                }
                catch (Exception problem) when (problem is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }

                var (status, location, body) = answer(context.Request.Url!.AbsolutePath);
                context.Response.StatusCode = status;
                if (location is not null) context.Response.Headers["Location"] = location;
                var bytes = Encoding.UTF8.GetBytes(body);
                try
                {
                    await context.Response.OutputStream.WriteAsync(bytes).ConfigureAwait(false);
                    context.Response.Close();
                }
                catch (HttpListenerException)
                {
                    // The client had read enough.
                }
            }
        }
    }
}
