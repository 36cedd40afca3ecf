using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MLOpsBuild.Integration.Tests;

/// <summary>What may go wrong with one request.</summary>
internal enum Fault
{
    None,
    DropQuestion,
    CutQuestion,
    SpoilQuestion,
    DropAnswer,
    CutAnswer,
    SpoilAnswer,
    Stall,
    TooMany,
    Broken,
    BrokenAfterwards,
    Unavailable,
}

/// <summary>Stands before a server and spoils some of what passes, as a plan says. One request per connection.</summary>
internal sealed class FaultProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _port;
    private readonly Func<int, Fault> _plan;
    private readonly Random _random;
    private int _count;

    /// <summary>Before a loopback port; the plan tells for each request by its number what befalls it, the seed where in it.</summary>
    public FaultProxy(int port, int seed, Func<int, Fault> plan)
    {
        (_port, _plan, _random) = (port, plan, new Random(seed));
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Host => _listener.LocalEndpoint.ToString()!;

    /// <summary>How many requests came.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>What was done to which request.</summary>
    public ConcurrentQueue<(Fault Fault, string Request)> Faults { get; } = new();

    /// <summary>A plan that lets things go wrong with some of the requests, the same ones for the same seed.</summary>
    public static Func<int, Fault> Seeded(int seed, double share) => number =>
    {
        var dice = new Random(unchecked((seed * 7919) + number));
        return dice.NextDouble() < share ? (Fault)dice.Next((int)Fault.DropQuestion, (int)Fault.Unavailable + 1) : Fault.None;
    };

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var question = await ReadAsync(stream);
                if (question.Length == 0) return;
                var fault = _plan(Interlocked.Increment(ref _count) - 1);
                if (fault != Fault.None) Faults.Enqueue((fault, Encoding.ASCII.GetString(question.AsSpan(0, question.AsSpan().IndexOf("\r\n"u8)))));
                await PassAsync(client, stream, question, fault);
            }
            catch (Exception ended) when (ended is IOException or OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // One of the two hung up.
            }
        }
    }

    private async Task PassAsync(TcpClient client, NetworkStream stream, byte[] question, Fault fault)
    {
        switch (fault)
        {
            case Fault.DropQuestion:
                client.LingerState = new LingerOption(true, 0);
                return;
            case Fault.Stall:
                await stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, _stop.Token); // until the client has had enough
                return;
            case Fault.TooMany:
                await SayAsync(stream, "429 Too Many Requests", "Retry-After: 2\r\n");
                return;
            case Fault.Unavailable:
                await SayAsync(stream, "503 Service Unavailable", $"Retry-After: {DateTimeOffset.UtcNow.AddSeconds(2).ToString("r", CultureInfo.InvariantCulture)}\r\n");
                return;
            case Fault.Broken:
                await SayAsync(stream, "500 Internal Server Error", "");
                return;
        }

        if (fault == Fault.SpoilQuestion && BodyAt(question) < question.Length) Spoil(question); // another address would be another question
        var answer = await ForwardAsync(question, fault == Fault.CutQuestion);
        if (fault == Fault.BrokenAfterwards) await SayAsync(stream, "502 Bad Gateway", "");
        if (fault is Fault.BrokenAfterwards or Fault.CutQuestion or Fault.DropAnswer) return;
        if (fault == Fault.SpoilAnswer) Spoil(answer);
        await stream.WriteAsync(fault == Fault.CutAnswer ? answer.AsMemory(0, Within(BodyAt(answer), answer.Length)) : answer, _stop.Token);
    }

    private async Task<byte[]> ForwardAsync(byte[] question, bool cut)
    {
        using var server = new TcpClient();
        await server.ConnectAsync(IPAddress.Loopback, _port, _stop.Token);
        var stream = server.GetStream();
        await stream.WriteAsync(cut ? question.AsMemory(0, Within(BodyAt(question), question.Length)) : question, _stop.Token);
        if (cut) return [];
        using var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer, _stop.Token);
        }
        catch (IOException)
        {
            // A server that answers without reading the whole body hangs up roughly; what it said counts.
        }

        return answer.ToArray();
    }

    /// <summary>Head and body of one request, which is told to be the connection's last.</summary>
    private async Task<byte[]> ReadAsync(NetworkStream stream)
    {
        using var all = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (var whole = long.MaxValue; all.Length < whole;)
        {
            var read = await stream.ReadAsync(buffer, _stop.Token);
            if (read == 0) return [];
            all.Write(buffer.AsSpan(0, read));
            if (whole == long.MaxValue && BodyAt(all.ToArray()) is > 0 and var body) whole = body + LengthOf(all.ToArray().AsSpan(0, body));
        }

        var request = all.ToArray();
        var lineEnd = request.AsSpan().IndexOf("\r\n"u8) + 2;
        return [.. request[..lineEnd], .. "Connection: close\r\n"u8, .. request[lineEnd..]];
    }

    private static long LengthOf(ReadOnlySpan<byte> head)
    {
        var lines = Encoding.ASCII.GetString(head).Split("\r\n");
        var line = lines.FirstOrDefault(l => l.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        return line is null ? 0 : long.Parse(line["Content-Length:".Length..], CultureInfo.InvariantCulture);
    }

    private static int BodyAt(byte[] message) => message.AsSpan().IndexOf("\r\n\r\n"u8) is >= 0 and var end ? end + 4 : -1;

    /// <summary>Flips a bit in the body, or in the head where there is none.</summary>
    private void Spoil(byte[] message)
    {
        if (message.Length == 0) return;
        var body = BodyAt(message);
        message[Within(body < message.Length ? body : 0, message.Length)] ^= 1;
    }

    private int Within(int from, int to)
    {
        lock (_random) return _random.Next(Math.Clamp(from, 0, Math.Max(0, to - 1)), Math.Max(1, to));
    }

    private static Task SayAsync(NetworkStream stream, string status, string headers) =>
        stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n{headers}\r\n")).AsTask();
}
