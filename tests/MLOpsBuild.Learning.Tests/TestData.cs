using MLOpsBuild.Learning.Loading;

namespace MLOpsBuild.Learning.Tests;

internal static class TestData
{
    /// <summary>The path of a file of tests/testdata.</summary>
    public static string Find(string name)
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var path = Path.Combine(folder, "tests", "testdata", name);
            if (File.Exists(path)) return path;
        }

        throw new FileNotFoundException($"tests/testdata/{name} is in no folder above {AppContext.BaseDirectory}.");
    }

    public static byte[] BytesOf(ITrainedModel model)
    {
        using var stream = new MemoryStream();
        model.Write(stream);
        return stream.ToArray();
    }

    public static ITrainedModel Read(byte[] bytes) => ModelFormats.Read(new MemoryStream(bytes));
}
