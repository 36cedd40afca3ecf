using System.CommandLine;
using MLOpsBuild.Cli.Output;
using MLOpsBuild.Content;
using MLOpsBuild.Delivery.Packages;
using MLOpsBuild.Learning.Loading;
using MLOpsBuild.Learning.Onnx;
using MLOpsBuild.Pipelines;

namespace MLOpsBuild.Cli.Commands;

/// <summary><c>mlops model export</c>: a package's model as a file that other programs read.</summary>
internal static class ModelExport
{
    private const string Onnx = "onnx";

    public static Verb Create(CommandHost host)
    {
        var digest = ModelCommand.Reference(host);
        var format = new Option<string>("--format") { Description = "The file's format: onnx", DefaultValueFactory = _ => Onnx };
        format.AcceptOnlyFromAmong(Onnx);
        var output = new Option<string>("--output", "-o") { HelpName = "FILE", Description = "The file to write", Required = true };
        var verb = new Verb("export", "Write a package's model as a file for other programs", "mlops model export NAME -o model.onnx", "mlops model export 3f2a91 --format onnx -o model.onnx") { digest, format, output };
        host.Handle(verb, (call, _) => Task.FromResult(Export(call, call.Get(digest)!, call.PathOf(call.Get(output)!))));
        return verb;
    }

    private static Reply Export(CommandCall call, string reference, string path)
    {
        var package = ModelReference.Resolve(call.Session.Workspace, reference);
        var bytes = BytesOf(call.Session.Workspace.Store, package);
        File.WriteAllBytes(path, bytes);
        return new Reply(new { package, file = path, size = bytes.Length }, new Lines($"{path}: the model of {package.Short}, {Texts.Size(bytes.Length)}.")) { Essence = [path] };
    }

    private static byte[] BytesOf(ContentStore store, Digest package)
    {
        var content = ModelPackage.Read(store, package);
        using var from = new MemoryStream(content.Model);
        using var to = new MemoryStream();
        try
        {
            OnnxModel.Export(ModelFormats.Read(from), to, new OnnxExportOptions { Name = content.Name, Metadata = new Dictionary<string, string> { ["package"] = package.ToString() } });
        }
        catch (Exception problem) when (problem is NotSupportedException or InvalidDataException)
        {
            throw new ConfigurationException($"The model of {package.Short} can not be written as ONNX: {problem.Message}");
        }

        return to.ToArray();
    }
}
