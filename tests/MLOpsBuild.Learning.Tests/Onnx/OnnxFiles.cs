using MLOpsBuild.Learning.Onnx;

namespace MLOpsBuild.Learning.Tests.Onnx;

internal static class OnnxFiles
{
    public static byte[] Export(ITrainedModel model, OnnxExportOptions? options = null)
    {
        using var stream = new MemoryStream();
        OnnxModel.Export(model, stream, options);
        return stream.ToArray();
    }

    public static ITrainedModel Import(byte[] bytes, OnnxImportOptions? options = null) => OnnxModel.Import(new MemoryStream(bytes), options);
}
