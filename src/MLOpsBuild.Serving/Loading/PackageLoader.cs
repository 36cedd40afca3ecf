using System.Reflection;
using System.Runtime.Loader;
using MLOpsBuild.Content;
using MLOpsBuild.Delivery.Packages;
using MLOpsBuild.Learning;
using MLOpsBuild.Learning.Loading;
using MLOpsBuild.Pipelines.Features;

namespace MLOpsBuild.Serving.Loading;

/// <summary>Turns a package into a model that can be served. The package's code is loaded only from the store that built it.</summary>
public static class PackageLoader
{
    private const string BuiltPrefix = "built/";

    /// <summary>Notes that this store built the package, so its code is as trusted as the checkout.</summary>
    public static void MarkBuilt(ContentStore store, Digest package) =>
        store.Tag(BuiltPrefix + package.Hex, new Descriptor(MediaTypes.Manifest, package, store.SizeOf(package) ?? throw new ContentMissingException(package, store.Root)));

    /// <summary>True when this store built the package.</summary>
    public static bool IsBuiltHere(ContentStore store, Digest package) => store.Resolve(BuiltPrefix + package.Hex) is not null;

    /// <summary>Loads model and features.</summary>
    /// <exception cref="UntrustedCodeException">The package brings code that this store did not build.</exception>
    /// <exception cref="InvalidDataException">The package's model or code is not what its signature says.</exception>
    public static ServedModel Load(ContentStore store, Digest package)
    {
        var content = ModelPackage.Read(store, package);
        if (content.Code is null) throw new InvalidDataException($"The package {package.Short} brings no code, so its features cannot be computed.");
        if (!IsBuiltHere(store, package)) throw new UntrustedCodeException(package);
        var code = Code(content);
        using var bytes = new MemoryStream(content.Model);
        var formats = content.Signature.ModelFormats.Aggregate(ModelFormats.Default, (known, name) => known.With(Create<IModelFormat>(content, code, name, "model format")));
        var model = formats.Load(bytes);
        if (!ClassNames.Of(model).SequenceEqual(content.Signature.Classes, StringComparer.Ordinal))
        {
            throw new InvalidDataException($"The model's classes are {Words.List(ClassNames.Of(model))}; its signature says {Words.List(content.Signature.Classes)}.");
        }

        return new ServedModel(content.Name, package.ToString(), model, Create<IFeatureSet>(content, code, content.Signature.FeatureSet, "feature set"), content.Signature.Threshold);
    }

    private static Assembly Code(ModelPackageContent content)
    {
        // A context of its own: the package's code may differ from code of the same name that is loaded already. The libraries are shared.
        var context = new AssemblyLoadContext(content.Name, isCollectible: true);
        using var code = new MemoryStream(content.Code!);
        return context.LoadFromStream(code);
    }

    private static T Create<T>(ModelPackageContent content, Assembly code, string name, string what)
        where T : class
    {
        var type = code.GetType(name) ?? throw new InvalidDataException($"{content.CodeFile} has no type {name}.");
        return Create(type) as T ?? throw new InvalidDataException($"{type.FullName} is no {what}.");
    }

    private static object? Create(Type type)
    {
        try
        {
            return Activator.CreateInstance(type);
        }
        catch (Exception problem) when (problem is MissingMethodException or TargetInvocationException)
        {
            throw new InvalidDataException($"{type.FullName} cannot be made: {problem.InnerException?.Message ?? problem.Message}", problem);
        }
    }
}
