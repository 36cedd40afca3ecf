using MLOpsBuild.Numerics;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Learning.Tests;

/// <summary>What every reader of models must bear.</summary>
internal static class HostileBytes
{
    /// <summary>Cut off bytes and bytes behind the end are refused; damaged ones are refused or give a model that predicts.</summary>
    public static void AreRefused(ITrainedModel model, Table rows, int tries = 4000)
    {
        var good = TestData.BytesOf(model);
        var step = Math.Max(1, good.Length / 2000);
        for (var length = 0; length < good.Length; length += step) Assert.Throws<InvalidDataException>(() => TestData.Read(good[..length]));
        Assert.Throws<InvalidDataException>(() => TestData.Read([.. good, 0]));
        var random = new SeededRandom(1);
        for (var i = 0; i < tries; i++)
        {
            byte[] bytes = [.. good];
            for (var hits = random.Next(3); hits >= 0; hits--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            Try(bytes, model, rows);
        }
    }

    private static void Try(byte[] bytes, ITrainedModel good, Table rows)
    {
        try
        {
            var model = TestData.Read(bytes);
            // Only with the same inputs can the rows be predicted.
            if (model.Inputs.SequenceEqual(good.Inputs)) Assert.Equal(rows.RowCount * model.Outputs, model.Predict(rows).Length);
        }
        catch (InvalidDataException)
        {
            // Refused, as it may be.
        }
    }
}
