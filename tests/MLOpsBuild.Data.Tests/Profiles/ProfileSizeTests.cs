using System.Text;
using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Data.Tests.Profiles;

/// <summary>Whatever a column holds, its profile stays small, and its file gives it back.</summary>
public sealed class ProfileSizeTests
{
    private const int MostBytes = 48 * 1024;

    public static TheoryData<string> Kinds =>
    [
        "a million texts", "long texts", "texts of controls", "long texts of controls", "texts of letters abroad", "one value", "all missing", "not a number", "no rows",
        "digits", "whole numbers", "large integers", "infinities", "tiny and huge", "as many as are counted", "as many texts as are counted", "times of ten thousand years", "ten years of days", "every second",
        "every second day", "days far apart", "milliseconds at random", "many lengths", "distinct long texts",
    ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Profiles_of_hostile_columns_stay_small_and_come_back_from_their_files(string kind)
    {
        var made = Column(kind);
        var profile = Profile.Of(new Table([made]), made is TimeColumn ? made.Name : null);
        var merged = profile.Merge(Profile.Of(new Table([Column(kind)]), null)).Merge(profile);
        foreach (var one in new[] { profile, merged })
        {
            var json = Encoding.UTF8.GetBytes(one.ToJson());
            Assert.InRange(json.Length, 1, MostBytes);
            var back = Profile.FromJson(json);
            Assert.Equal(one.ToJson(), back.ToJson());
            Assert.Equal(one.Merge(profile).ToJson(), back.Merge(Profile.FromJson(Encoding.UTF8.GetBytes(profile.ToJson()))).ToJson());
        }
    }

    private static readonly string LongText = new('y', 200);

    [Fact]
    public void A_column_takes_no_more_however_many_there_are_beside_it()
    {
        string[] kinds = ["every second day", "long texts of controls", "as many as are counted"];
        Column[] columns = [.. Enumerable.Range(0, 60).Select(i => Column(kinds[i % 3]).Rename($"x{i}").Take([.. Enumerable.Range(0, 3000)]))];
        var json = Encoding.UTF8.GetBytes(Profile.Of(new Table(columns), null).ToJson());

        Assert.InRange(json.Length, 1, columns.Length * MostBytes);
    }

    private static Column Column(string kind)
    {
        var random = new SeededRandom(2);
        TextColumn Texts(int count, Func<int, string?> text) => new("x", [.. Enumerable.Range(0, count)], [.. Enumerable.Range(0, count).Select(i => text(i)!)]);
        NumberColumn Numbers(int count, Func<int, double> number) => new("x", [.. Enumerable.Range(0, count).Select(number)]);
        return kind switch
        {
            "a million texts" => Texts(1_000_000, i => $"text {i}"),
            "long texts" => Texts(300, i => new string('x', 10_000) + i),
            "texts of controls" => Texts(2000, i => $"\u0001\u0002\u001F{(char)(i + 0xE000)}\"\\{(char)(i + 0x2000)}"),
            "long texts of controls" => new TextColumn("x", [.. Enumerable.Range(0, 3000).Select(i => i % 1000)], [.. Enumerable.Range(0, 1000).Select(i => new string('\u0001', 300) + i)]),
            "texts of letters abroad" => Texts(2048, i => $"žluťoučký 漢字 {i} 𝒳 \uD800"),
            "one value" => Texts(1, _ => "x").Take([.. Enumerable.Repeat(0, 5000)]),
            "all missing" => TextColumn.Of("x", [null, null, null]),
            "not a number" => TextColumn.Of("x", ["NaN", "nan", "Inf", "-Infinity", "null", "NULL", "", " ", "\uFEFF"]),
            "no rows" => Numbers(0, _ => 0),
            "digits" => Numbers(200_000, _ => (random.NextDouble() - 0.5) * 1e-300),
            "whole numbers" => new IntegerColumn("x", [.. Enumerable.Range(0, 2048).Select(i => (i * 4_398_046_511L) - (1L << 52))]),
            "large integers" => new IntegerColumn("x", [.. Enumerable.Range(0, 5000).Select(i => long.MinValue + ((long)i << 50))]),
            "infinities" => Numbers(9000, i => i % 3 == 0 ? double.PositiveInfinity : i % 3 == 1 ? double.NegativeInfinity : i),
            "tiny and huge" => Numbers(9000, i => i % 2 == 0 ? double.Epsilon * i : -double.MaxValue / (i + 1)),
            "as many as are counted" => Numbers(100_000, i => -1.2345678901234567e-200 * (1 + (i % 1024))),
            "as many texts as are counted" => Texts(2048, i => $"t{i:000}"),
            "times of ten thousand years" => new TimeColumn("x", [.. Enumerable.Range(0, 120_000).Select(i => new DateTime(1, 2, 1).AddDays(i * 30))]),
            "ten years of days" => new TimeColumn("x", [.. Enumerable.Range(0, 36_600).Select(i => new DateTime(2001, 1, 1).AddDays(i * 7 % 3660))]),
            "every second day" => new TimeColumn("x", [.. Enumerable.Range(0, 36_600).Select(i => new DateTime(2001, 1, 1).AddDays(i * 2 % 7320).AddSeconds(i * 131 % 86_400))]),
            "days far apart" => new TimeColumn("x", [.. Enumerable.Range(0, 36_600).Select(i => new DateTime(1, 1, 2).AddDays(i % 3660 * 997).AddSeconds(i))]),
            "milliseconds at random" => new TimeColumn("x", [.. Enumerable.Range(0, 200_000).Select(_ => new DateTime(2001, 1, 1).AddMilliseconds(random.Next(int.MaxValue)))]),
            "many lengths" => Texts(1200, i => new string('x', i * 8)),
            "distinct long texts" => Texts(30_000, i => $"{i} " + LongText),
            _ => new TimeColumn("x", [.. Enumerable.Range(0, 100_000).Select(i => new DateTime(2001, 1, 1).AddSeconds(i))]),
        };
    }
}
