namespace MLOpsBuild.Pipelines.Definition;

/// <summary>One model's way from pinned data to a release.</summary>
public interface IPipeline
{
    /// <summary>Its name: that of its folder under <c>pipelines/</c> and of its model.</summary>
    string Name { get; }

    /// <summary>Adds the steps to a builder. Reads nothing but the builder: no clock, no environment.</summary>
    Release Define(PipelineBuilder builder);
}

/// <summary>A pipeline whose settings are one record, read strictly from <c>parameters.json</c> and overridden with <c>--set name=value</c>.</summary>
/// <typeparam name="TParameters">The settings.</typeparam>
public abstract class Pipeline<TParameters> : IPipeline
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public Release Define(PipelineBuilder builder) => Define(builder, builder.Parameters<TParameters>());

    /// <summary>The story of the model, top to bottom.</summary>
    protected abstract Release Define(PipelineBuilder p, TParameters with);
}
