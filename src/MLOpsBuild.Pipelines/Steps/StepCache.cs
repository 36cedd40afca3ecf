using System.Text.Json;
using MLOpsBuild.Content;

namespace MLOpsBuild.Pipelines.Steps;

/// <summary>What a finished step left behind.</summary>
/// <param name="Outputs">Output digests by name.</param>
/// <param name="Run">The run that computed it.</param>
/// <param name="Branch">The branch of that run; null outside of Git.</param>
/// <param name="Remote">Where it was shared, as people name it; null for what was computed in this checkout.</param>
public sealed record StepResult(SortedDictionary<string, Digest> Outputs, string Run, string? Branch, string? Remote = null);

/// <summary>Finished steps by the digest of their key, in small files beside the content store. Safe for several processes: entries are only ever added whole.</summary>
public sealed class StepCache
{
    private readonly string _folder;
    private readonly ContentStore _store;

    /// <summary>A cache in a folder, which is made when first written to.</summary>
    public StepCache(string folder, ContentStore store)
    {
        _folder = folder;
        _store = store;
    }

    /// <summary>The cache of a checkout.</summary>
    public static StepCache Of(Workspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return new StepCache(Path.Combine(workspace.LocalFolder, "cache"), workspace.Store);
    }

    /// <summary>The result for a key; null when there is none, when the entry is damaged, or when an output is no longer in the store.</summary>
    public StepResult? Find(Digest key)
    {
        var path = EntryPath(key);
        if (!File.Exists(path)) return null;
        try
        {
            var entry = JsonSerializer.Deserialize<StepResult>(File.ReadAllBytes(path), JsonSerializerOptions.Web);
            return entry is { Outputs.Count: > 0, Run: not null } && entry.Outputs.Values.All(_store.Contains) ? entry : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Keeps a result. A later one for the same key replaces it.</summary>
    public void Keep(Digest key, StepResult result) => AtomicFile.Write(EntryPath(key), JsonSerializer.SerializeToUtf8Bytes(result, JsonSerializerOptions.Web));

    /// <summary>Takes a result away, if there is one.</summary>
    public void Drop(Digest key)
    {
        if (File.Exists(EntryPath(key))) File.Delete(EntryPath(key));
    }

    /// <summary>The key document that the step had when it last ran or hit in this checkout; null when it never did.</summary>
    public StepKey? Last(string pipeline, string step)
    {
        var path = LastPath(pipeline, step);
        if (!File.Exists(path)) return null;
        try
        {
            return StepKey.Parse(File.ReadAllBytes(path));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Remembers the key document of the step's newest use.</summary>
    public void Remember(string pipeline, StepKey key)
    {
        var path = LastPath(pipeline, key.Step);
        var bytes = key.ToBytes();
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes)) return;
        AtomicFile.Write(path, bytes);
    }

    /// <summary>The number of results that are kept.</summary>
    public int Count() => Directory.Exists(ResultsFolder) ? Directory.EnumerateFiles(ResultsFolder, "*.json", SearchOption.AllDirectories).Count(f => !Path.GetFileName(f).StartsWith('.')) : 0;

    /// <summary>The file of the right to compute a key.</summary>
    internal string ClaimPath(Digest key) => Path.Combine(_folder, "claims", key.Hex);

    /// <summary>The folder of what is known about code.</summary>
    internal string CodeFolder => Path.Combine(_folder, "code");

    private string ResultsFolder => Path.Combine(_folder, "results");

    private string EntryPath(Digest key) => Path.Combine(ResultsFolder, key.Hex[..2], key.Hex + ".json");

    private string LastPath(string pipeline, string step) => Path.Combine(_folder, "last", pipeline, step + ".json");
}
