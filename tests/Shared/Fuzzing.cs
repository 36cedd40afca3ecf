using System.Globalization;

namespace MLOpsBuild.Tests;

/// <summary>Inputs that are nearly right, the same in every run.</summary>
internal static class Fuzzing
{
    private static readonly byte[][] Pieces =
        [.. new[] { "{", "}", "[", "]", "null", "-1", "0", "1e308", "9223372036854775808", "\"\"", "true", ",", ":", "\\u0000", "../", "sha256:", "\u00e9" }.Select(System.Text.Encoding.UTF8.GetBytes)];

    /// <summary>Inputs in a test run; the environment variable MLOPS_FUZZ_INPUTS asks for more.</summary>
    public static int Inputs { get; } = int.Parse(Environment.GetEnvironmentVariable("MLOPS_FUZZ_INPUTS") ?? "10000", CultureInfo.InvariantCulture);

    /// <summary>Changes, copies, cuts and inserts bytes in one to four places.</summary>
    public static byte[] Damaged(byte[] bytes, Random random)
    {
        var list = new List<byte>(bytes);
        for (var change = random.Next(4); change >= 0 && list.Count > 0; change--)
        {
            var at = random.Next(list.Count);
            switch (random.Next(6))
            {
                case 0:
                    list[at] = (byte)random.Next(256);
                    break;
                case 1:
                    list[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    list.RemoveRange(at, Math.Min(list.Count - at, random.Next(1, 20)));
                    break;
                case 3:
                    list.InsertRange(at, Pieces[random.Next(Pieces.Length)]);
                    break;
                case 4:
                    var from = random.Next(list.Count);
                    list.InsertRange(at, list.GetRange(from, Math.Min(list.Count - from, random.Next(1, 40))));
                    break;
                default:
                    if (random.Next(4) == 0) list.RemoveRange(at, list.Count - at);
                    else list[at] = (byte)"0123456789,\""[random.Next(12)];
                    break;
            }
        }

        return [.. list];
    }
}
