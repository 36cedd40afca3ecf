using MLOpsBuild.Learning.Formats;

namespace MLOpsBuild.Learning.Loading;

/// <summary>
/// Reads the models of a plug-in's trainer back. A pipeline names it once, and its models are then cached, judged, packaged and served as any other. A class that
/// travels with a package is public, in the pipeline's assembly and has a constructor without parameters.
/// </summary>
public interface IModelFormat
{
    /// <summary>The models' <see cref="ITrainedModel.Format"/>.</summary>
    string Name { get; }

    /// <summary>Reads what follows the header that <see cref="ModelWriter.Begin"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are not what the model's <see cref="ITrainedModel.Write"/> writes.</exception>
    ITrainedModel Read(ModelReader reader);
}
