using System.Text;
using MLOpsBuild.Content;
using MLOpsBuild.Delivery.Packages;
using MLOpsBuild.Learning;
using MLOpsBuild.Pipelines.Features;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Delivery.Tests;

/// <summary>Small valid values.</summary>
internal static class Some
{
    public static ModelSignature Signature { get; } = new()
    {
        Name = "churn",
        Task = LearningTask.Binary,
        Target = "left",
        Threshold = 0.25,
        FeatureSet = "Acme.ChurnFeatures",
        Inputs = [new Field("since", ColumnType.Time, "customer since"), new Field("city", ColumnType.Text, "lives in", Optional: true)],
        Features = [new Field("months", ColumnType.Integer, "whole months"), new Field("city", ColumnType.Text, "as given")],
    };

    public static ModelPackageContent Package(string model = "model") => new()
    {
        Name = "churn",
        Model = Bytes(model),
        Signature = Signature,
        Code = Bytes("assembly"),
        CodeFile = "Acme.dll",
        Card = Bytes("# churn\n"),
    };

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static Digest Digest(string text) => Content.Digest.Of(Bytes(text));
}
