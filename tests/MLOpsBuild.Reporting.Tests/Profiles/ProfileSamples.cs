using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Numerics;
using MLOpsBuild.Reporting.Profiles;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Reporting.Tests.Profiles;

/// <summary>Profiles to draw.</summary>
internal static class ProfileSamples
{
    public static ProfiledPart Flights(string name, int seed, int rows = 4000)
    {
        var random = new SeededRandom((ulong)seed);
        string[] places = ["SFO", "LAX", "ANC", "PHX", "ORD", "DEN"];
        return new(name, Profile.Of(
            new Table(
            [
                new TimeColumn("date", [.. Enumerable.Range(0, rows).Select(i => new DateTime(2001, seed, 1).AddMinutes(i * 8))]),
                TextColumn.Of("destination", [.. Enumerable.Range(0, rows).Select(i => i % 50 == 0 ? null : places[random.Next(random.Next(6) + 1)])]),
                new IntegerColumn("delay", [.. Enumerable.Range(0, rows).Select(_ => (long)(random.Next(40) + random.Next(40) - 45 + (random.Next(30) == 0 ? random.Next(600) : 0)))]),
                new NumberColumn("speed", [.. Enumerable.Range(0, rows).Select(_ => 400 + (100 * (random.NextDouble() + random.NextDouble() - random.NextDouble())))]),
                new NumberColumn("empty", [.. Enumerable.Repeat(double.NaN, rows)]),
                TextColumn.Of("note", [.. Enumerable.Range(0, rows).Select(i => $"note {i}")]),
            ]),
            "date"));
    }

    /// <summary>A table whose every text is the same bad one, its column's name too.</summary>
    public static ProfiledPart Hostile(string text, int columns) => new(text, Profile.Of(
        new Table([.. Enumerable.Range(0, columns).Select(i => TextColumn.Of(i == 0 ? text : $"{text}{i}", [.. Enumerable.Range(0, 30).Select(k => k == 0 ? text : $"{text} {k} {new string('<', 100)}")]))]), null));

    public static ProfiledPart Wide(int columns)
    {
        var random = new SeededRandom(7);
        return new("wide", Profile.Of(
            new Table(
            [
                .. Enumerable.Range(0, columns).Select(i => (Column)(i % 4 == 3
                    ? TextColumn.Of($"a rather long name of a text column {i}", [.. Enumerable.Range(0, 1200).Select(_ => $"value & more of it <{random.Next(40)}>")])
                    : new NumberColumn($"number_{i}", [.. Enumerable.Range(0, 1200).Select(_ => random.NextDouble() * i * 1.23456e-7)]))),
            ]),
            null));
    }
}
