using MLOpsBuild.Content;
using MLOpsBuild.Learning;
using MLOpsBuild.Learning.Loading;
using MLOpsBuild.Tables;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Pipelines.Steps;

/// <summary>What a running step may touch: its inputs, its outputs, and how many threads it may use.</summary>
public sealed class StepContext
{
    private readonly Func<Artifact, Digest> _digestOf;
    private readonly ModelFormats _formats;
    private Verdict? _verdict;

    internal StepContext(ContentStore store, int threads, Func<Artifact, Digest> digestOf, ModelFormats formats)
    {
        Store = store;
        Threads = threads;
        _digestOf = digestOf;
        _formats = formats;
    }

    /// <summary>The content store.</summary>
    public ContentStore Store { get; }

    /// <summary>The number of worker threads the step may use; it must not change the result.</summary>
    public int Threads { get; }

    internal SortedDictionary<string, Digest> Outputs { get; } = new(StringComparer.Ordinal);

    /// <summary>Writes a verdict as an output.</summary>
    public void Write(Artifact<GateResult> artifact, GateResult result)
    {
        _verdict = result.Verdict;
        WriteJson(artifact, result);
    }

    internal bool MayBeKept(KeptVerdicts? kept) => kept switch
    {
        null => true,
        KeptVerdicts.Passes => _verdict is null or Verdict.Pass,
        _ => _verdict is not Verdict.Error,
    };

    /// <summary>The digest of an input.</summary>
    public Digest DigestOf(Artifact artifact) => _digestOf(artifact);

    /// <summary>The bytes of an input, verified.</summary>
    public byte[] Bytes(Artifact artifact) => Store.Get(_digestOf(artifact));

    /// <summary>An input table.</summary>
    public Table Read(Artifact<Table> artifact)
    {
        using var stream = new MemoryStream(Bytes(artifact));
        return TableFile.Read(stream);
    }

    /// <summary>An input model.</summary>
    public ITrainedModel Read(Artifact<ITrainedModel> artifact)
    {
        using var stream = new MemoryStream(Bytes(artifact));
        return _formats.Load(stream);
    }

    /// <summary>An input record.</summary>
    public T ReadJson<T>(Artifact<T> artifact) => StepJson.Read<T>(Bytes(artifact));

    /// <summary>Writes a table as an output.</summary>
    public void Write(Artifact<Table> artifact, Table table)
    {
        using var stream = new MemoryStream();
        TableFile.Write(table, stream);
        Put(artifact, stream.ToArray());
    }

    /// <summary>Writes a model as an output.</summary>
    public void Write(Artifact<ITrainedModel> artifact, ITrainedModel model)
    {
        using var stream = new MemoryStream();
        model.Write(stream);
        Put(artifact, stream.ToArray());
    }

    /// <summary>Writes a record as an output.</summary>
    public void WriteJson<T>(Artifact<T> artifact, T value) => Put(artifact, StepJson.Write(value));

    /// <summary>Writes bytes as an output.</summary>
    public void Put(Artifact artifact, byte[] bytes) => Outputs[artifact.Output] = Store.Put(bytes);
}
