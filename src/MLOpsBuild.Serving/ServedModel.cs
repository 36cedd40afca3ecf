using MLOpsBuild.Learning;
using MLOpsBuild.Pipelines.Features;

namespace MLOpsBuild.Serving;

/// <summary>A model ready to be asked, together with the features that turn a request into its inputs. Immutable.</summary>
/// <remarks>It does not say how it was stored or why its feature code is trusted: whoever makes one has decided that.</remarks>
public sealed class ServedModel
{
    /// <summary>Puts a model and its features together.</summary>
    /// <param name="name">The name in the request's path; not empty, without a slash.</param>
    /// <param name="version">The version in the request's path, usually the package's digest; not empty, without a slash.</param>
    /// <param name="model">The fitted model.</param>
    /// <param name="features">What computes its inputs; names, types and order must be the model's.</param>
    /// <param name="threshold">From which score on an answer says yes; null when only scores are wanted.</param>
    /// <exception cref="ArgumentException">A name is unusable, the threshold is not finite, or the features are not the model's inputs.</exception>
    public ServedModel(string name, string version, ITrainedModel model, IFeatureSet features, double? threshold = null)
    {
        RequireSegment(name, nameof(name));
        RequireSegment(version, nameof(version));
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(features);
        if (threshold is { } limit && !double.IsFinite(limit)) throw new ArgumentException("The threshold must be a finite number.", nameof(threshold));
        if (Mismatch(model.Inputs, features.Features) is { } mismatch) throw new ArgumentException(mismatch, nameof(features));
        Classes = ClassNames.Of(model);
        if (Classes.Count > 0 && (Classes.Count != model.Outputs || Classes.Distinct(StringComparer.Ordinal).Count() != Classes.Count))
        {
            throw new ArgumentException($"The model has {model.Outputs} outputs and names the classes {Words.List(Classes)}; each output needs a name of its own.", nameof(model));
        }

        if (Classes.Count > 0 && threshold is not null) throw new ArgumentException("A model of several classes has no threshold.", nameof(threshold));
        (Name, Version, Model, Features, Threshold) = (name, version, model, features, threshold);
    }

    /// <summary>The name in the request's path.</summary>
    public string Name { get; }

    /// <summary>The version in the request's path.</summary>
    public string Version { get; }

    /// <summary>The fitted model.</summary>
    public ITrainedModel Model { get; }

    /// <summary>What computes the model's inputs from a record and the history.</summary>
    public IFeatureSet Features { get; }

    /// <summary>From which score on an answer says yes; null when only scores are wanted.</summary>
    public double? Threshold { get; }

    /// <summary>What answers call the classes of a multiclass model, in the order of its outputs; empty for other tasks, whose answers are one score a row.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>Why these features cannot feed these inputs; null when they can.</summary>
    internal static string? Mismatch(IReadOnlyList<ModelInput> inputs, IReadOnlyList<Field> features)
    {
        for (var i = 0; i < Math.Min(inputs.Count, features.Count); i++)
        {
            var (input, feature) = (inputs[i], features[i]);
            if (input.Name != feature.Name || input.Type != feature.Type)
            {
                return $"The model's input {i} is '{input.Name}' ({Words.Of(input.Type)}), the feature there is '{feature.Name}' ({Words.Of(feature.Type)}).";
            }
        }

        return inputs.Count == features.Count ? null : $"The model has {inputs.Count} inputs, the feature set {features.Count} features.";
    }

    private static void RequireSegment(string text, string parameter)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text, parameter);
        if (text.Contains('/', StringComparison.Ordinal) || text.Any(char.IsControl))
        {
            throw new ArgumentException($"'{text}' cannot be part of a request's path: it has a slash or a control character.", parameter);
        }
    }
}
