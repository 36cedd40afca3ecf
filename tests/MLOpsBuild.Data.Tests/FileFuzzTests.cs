using System.Text;
using MLOpsBuild.Content;
using MLOpsBuild.Data.Drifts;
using MLOpsBuild.Data.Files;
using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Tables;
using MLOpsBuild.Tests;

namespace MLOpsBuild.Data.Tests;

/// <summary>Damaged files that this library wrote: each is read, and then written again as what was read, or refused by its documented exception.</summary>
[Trait("Repeats", "Fuzz")]
public sealed class FileFuzzTests
{
    private static readonly Table Rows = new(
    [
        new IntegerColumn("few", [.. Enumerable.Range(0, 60).Select(i => (long)i % 7)]),
        new NumberColumn("many", [.. Enumerable.Range(0, 60).Select(i => i * 0.37)]),
        TextColumn.Of("names", [.. Enumerable.Range(0, 60).Select(i => i % 5 == 0 ? null : $"n{i % 11}")]),
        new TimeColumn("day", [.. Enumerable.Range(0, 60).Select(i => new DateTime(2001, 1, 1).AddHours(9 * i))]),
    ]);

    private static readonly DriftBins Bins = DriftBins.Of(Rows, new DriftOptions { Time = "day", Columns = ["few", "many", "names"] });

    [Fact]
    public void A_damaged_data_lock_is_read_or_refused()
    {
        var partition = new Partition("2001-01", Digest.Of("x"u8), 12, 3, new DateTime(2001, 1, 1), new DateTime(2001, 1, 31));
        var locked = DataLock.Empty.WithDataset("departures", new LockedDataset("csv", "schema.json", [partition, new Partition("2001-02", Digest.Of("y"u8), 1, 0, null, null)]));

        Fuzz(Encoding.UTF8.GetBytes(locked.ToJson()), bytes =>
        {
            var read = DataLock.Parse(bytes);
            Assert.Equal(read.ToJson(), DataLock.Parse(Encoding.UTF8.GetBytes(read.ToJson())).ToJson());
        });
    }

    [Fact]
    public void A_damaged_profile_is_read_or_refused() =>
        Fuzz(Encoding.UTF8.GetBytes(Profile.Of(Rows, "day").ToJson()), bytes =>
        {
            var read = Profile.FromJson(bytes);
            Assert.Equal(read.ToJson(), Profile.FromJson(Encoding.UTF8.GetBytes(read.ToJson())).ToJson());
            read.Merge(read);
        });

    [Fact]
    public void Damaged_bins_are_read_or_refused() => Fuzz(Bins.ToJson(), bytes => DriftBins.FromJson(bytes).ToJson());

    [Fact]
    public void Damaged_day_histograms_are_read_or_refused() =>
        Fuzz(DayHistograms.Of(Rows, Bins).ToBytes(), bytes =>
        {
            var read = DayHistograms.FromBytes(bytes, Bins);
            Assert.Equal(read.ToBytes(), DayHistograms.FromBytes(read.ToBytes(), Bins).ToBytes());
        });

    private static void Fuzz(byte[] valid, Action<byte[]> read)
    {
        read(valid);
        using var limits = new FuzzLimits();
        var random = new Random(1);
        for (var i = 0; i < Fuzzing.Inputs; i++)
        {
            var bytes = Fuzzing.Damaged(valid, random);
            try
            {
                limits.Run(i, bytes, () => read(bytes));
            }
            catch (DataFileException refused)
            {
                Assert.NotEmpty(refused.Problems);
            }
            catch (FormatException refused)
            {
                Assert.NotEmpty(refused.Message);
            }
            catch (Exception defect) when (defect is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"input {i}: {defect}\n{Encoding.Latin1.GetString(bytes)}");
            }
        }
    }
}
