using System.Globalization;
using System.Net;

namespace MLOpsBuild.Content;

/// <summary>Sends one blob: whole where it is short, else in pieces. After a failure the registry is asked how much it has, and is sent the rest.</summary>
internal sealed class BlobUpload
{
    private const int BytesPerSecondAtLeast = 64 * 1024;
    private const string Doing = "sending a blob";
    private readonly RegistryUploads _uploads;
    private readonly BlobSource _source;
    private readonly Digest _digest;
    private readonly long _size;
    private readonly Action<long> _taken;
    private UploadSession? _session;
    private long _at;
    private long _furthest = -1;
    private int _failures;

    public BlobUpload(RegistryUploads uploads, BlobSource source, Digest digest, long size, Action<long> taken)
    {
        (_uploads, _source, _digest, _size, _taken) = (uploads, source, digest, size, taken);
    }

    /// <summary>Sends it, in a session that was begun already or in one of its own.</summary>
    /// <exception cref="RegistryException">It could not be sent; the message says why.</exception>
    public async Task RunAsync(UploadSession? begun, CancellationToken cancellationToken)
    {
        _session = begun;
        for (var finished = false; !finished;)
        {
            try
            {
                _session ??= await _uploads.BeginAsync(cancellationToken).ConfigureAwait(false);
                finished = await SendAsync(_session, cancellationToken).ConfigureAwait(false);
            }
            catch (RegistryException problem) when (MayMend(problem) && ++_failures < Retries.Attempts)
            {
                if (!await _uploads.Client.Retries.PauseAsync(problem, _failures, cancellationToken).ConfigureAwait(false)) throw;
                finished = await RecoverAsync(problem, cancellationToken).ConfigureAwait(false);
            }
        }

        _taken(_size);
    }

    /// <summary>Sends the next piece; true when it was the last and the registry keeps the blob.</summary>
    private async Task<bool> SendAsync(UploadSession session, CancellationToken cancellationToken)
    {
        var piece = Math.Max(_uploads.PieceBytes, session.ShortestPiece);
        var (from, last) = (_at, _size - _at <= piece);
        var count = last ? _size - from : piece;
        var request = new RegistryRequest(last ? HttpMethod.Put : HttpMethod.Patch, last ? RegistryUploads.Naming(session.Place, _digest) : session.Place, _uploads.Scope)
        {
            IsRepeatable = false,
            Content = () => _source.Slice(from, count, isPart: !last || from > 0),
            Patience = TimeSpan.FromSeconds(100 + (count / BytesPerSecondAtLeast)),
        };
        using var response = await _uploads.Client.SendAsync(request, Doing, cancellationToken).ConfigureAwait(false);
        if (last && response.StatusCode == HttpStatusCode.Created)
        {
            _uploads.RequireKept(response, _digest);
            return true;
        }

        if (last || response.StatusCode != HttpStatusCode.Accepted) throw await _uploads.ErrorAsync(response, Doing, cancellationToken).ConfigureAwait(false);
        _session = session with { Place = _uploads.Place(request.Address, response, Doing) };
        MoveTo(UploadSession.Taken(response) ?? from + count, from + count);
        return false;
    }

    /// <summary>Learns where to go on; true when the blob arrived and only the answer was lost.</summary>
    private async Task<bool> RecoverAsync(RegistryException problem, CancellationToken cancellationToken)
    {
        if (await _uploads.ContainsAsync(_digest, cancellationToken).ConfigureAwait(false)) return true;
        var asked = problem.Code == "DIGEST_INVALID" || _session is null ? null : await _uploads.StatusAsync(_session, cancellationToken).ConfigureAwait(false);
        _session = asked?.Session;
        MoveTo(asked?.Taken ?? 0, _size);
        return false;
    }

    private void MoveTo(long at, long most)
    {
        if (at < 0 || at > most) throw _uploads.Refuse(string.Create(CultureInfo.InvariantCulture, $"says it has {at} bytes of a blob of which it was sent {most}"));
        _at = at;
        _taken(at);
        if (at <= _furthest) return;
        (_furthest, _failures) = (at, 0);
    }

    /// <summary>A lost connection, an answer that means "later", a session that is gone or elsewhere than thought, and bytes that were spoilt on their way.</summary>
    private static bool MayMend(RegistryException problem) =>
        problem.IsPassing || problem.Status is 416 || problem.Code is "BLOB_UPLOAD_UNKNOWN" or "BLOB_UPLOAD_INVALID" or "DIGEST_INVALID" or "SIZE_INVALID";
}
