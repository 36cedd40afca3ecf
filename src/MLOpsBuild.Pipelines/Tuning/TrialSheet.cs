using System.Text.Json;
using MLOpsBuild.Content;
using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Pipelines.Tuning;

/// <summary>What one shard found, for the others: fold results by the digest of their step's key.</summary>
/// <param name="Version">The format's version, 1.</param>
/// <param name="Pipeline">Whose trials they are.</param>
/// <param name="Results">The results, by key.</param>
internal sealed record TrialSheet(int Version, string Pipeline, SortedDictionary<string, FoldResult> Results)
{
    public const string ArtifactType = "application/vnd.mlopsbuild.trials.v1+json";

    /// <summary>A sheet larger than this is not read: it would hold a million results.</summary>
    public const long MaxBytes = 256L << 20;

    /// <exception cref="InvalidDataException">The bytes are no sheet of the pipeline.</exception>
    public static TrialSheet Read(byte[] bytes, string pipeline, string from)
    {
        try
        {
            var sheet = StepJson.Read<TrialSheet>(bytes);
            if (sheet.Version != 1) throw new InvalidDataException($"The trials in {from} are of version {sheet.Version}; this build reads version 1.");
            if (sheet.Pipeline != pipeline) throw new InvalidDataException($"The trials in {from} are of pipeline '{sheet.Pipeline}', not of '{pipeline}'.");
            if (sheet.Results.Keys.FirstOrDefault(key => !Digest.TryParse(key, out _)) is { } wrong) throw new InvalidDataException($"The trials in {from} name '{wrong}', which is no key.");
            return sheet;
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException($"The trials in {from} can not be read: {problem.Message}", problem);
        }
    }
}
