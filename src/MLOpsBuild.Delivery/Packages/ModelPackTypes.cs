namespace MLOpsBuild.Delivery.Packages;

/// <summary>Media types and annotations of the CNCF ModelPack specification.</summary>
public static class ModelPackTypes
{
    /// <summary>The artifact type of a model package.</summary>
    public const string Artifact = "application/vnd.cncf.model.manifest.v1+json";

    /// <summary>The configuration document.</summary>
    public const string Config = "application/vnd.cncf.model.config.v1+json";

    /// <summary>The serialised model, one file, not compressed.</summary>
    public const string Weight = "application/vnd.cncf.model.weight.v1.raw";

    /// <summary>What goes with the weights: here the signature.</summary>
    public const string WeightConfig = "application/vnd.cncf.model.weight.config.v1.raw";

    /// <summary>The code that computes the features.</summary>
    public const string Code = "application/vnd.cncf.model.code.v1.raw";

    /// <summary>The model card.</summary>
    public const string Doc = "application/vnd.cncf.model.doc.v1.raw";

    /// <summary>The annotation that holds a layer's path inside the model.</summary>
    public const string FilePath = "org.cncf.model.filepath";
}
