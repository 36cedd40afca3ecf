namespace MLOpsBuild.Data.Validation.Measures;

/// <summary>What a rule wants to know of all rows: mapped over batches on any thread, merged in their order.</summary>
internal abstract class Measure
{
    /// <summary>Measures with one key measure the same, so that it is done once.</summary>
    public abstract string Key { get; }

    /// <summary>Measures a batch. Called on any thread.</summary>
    public abstract object Map(Batch batch);

    /// <summary>Takes the measure of the next batch into that of all before, which may be changed and handed back.</summary>
    public abstract object Merge(object all, object next);
}

/// <summary>A measure with its type.</summary>
internal abstract class Measure<T> : Measure
    where T : class
{
    public sealed override object Map(Batch batch) => Of(batch);

    public sealed override object Merge(object all, object next) => Merge((T)all, (T)next);

    protected abstract T Of(Batch batch);

    protected abstract T Merge(T all, T next);
}
