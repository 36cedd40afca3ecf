namespace MLOpsBuild.Tables.Tests;

/// <summary>Chance that is the same in every run.</summary>
internal sealed class Fuzzing(ulong seed)
{
    private ulong _state = seed * 0x9E3779B97F4A7C15UL + 1;

    /// <summary>Inputs in a test run; the environment variable MLOPS_FUZZ_INPUTS asks for more.</summary>
    public static int Inputs => int.TryParse(Environment.GetEnvironmentVariable("MLOPS_FUZZ_INPUTS"), out var count) ? count : 10_000;

    public int Below(int limit)
    {
        _state ^= _state << 13;
        _state ^= _state >> 7;
        _state ^= _state << 17;
        return (int)((_state >> 11) % (ulong)limit);
    }

    public T Of<T>(params ReadOnlySpan<T> choices) => choices[Below(choices.Length)];

    /// <summary>Pieces put together, sometimes damaged.</summary>
    public byte[] Text(string[] pieces, int most)
    {
        var bytes = new List<byte>();
        for (var i = Below(most); i > 0; i--) bytes.AddRange(System.Text.Encoding.UTF8.GetBytes(Of<string>(pieces)));
        for (var i = Below(4) - 1; i > 0 && bytes.Count > 0; i--) bytes[Below(bytes.Count)] = (byte)Below(256);
        return [.. bytes];
    }
}
