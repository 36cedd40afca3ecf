using MLOpsBuild.Content;
using MLOpsBuild.Learning;
using MLOpsBuild.Learning.Trees;
using MLOpsBuild.Pipelines.Steps;

namespace MLOpsBuild.Pipelines.Runs;

/// <summary>Puts the parts of a record together that are found in what the run made. They go into records only, never into what is cached.</summary>
internal static class RunRecorder
{
    // A person sees no more of a curve than this, and records stay small.
    private const int MostPoints = 500;

    /// <summary>The seeds of the steps that have one.</summary>
    public static SortedDictionary<string, string> Seeds(IEnumerable<StepRun> steps)
    {
        var seeds = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var step in steps)
        {
            foreach (var (name, value) in step.Parameters)
            {
                if (name == "seed") seeds[step.Name] = value;
                else if (name.EndsWith(".seed", StringComparison.Ordinal)) seeds[$"{step.Name}.{name[..^".seed".Length]}"] = value;
            }
        }

        return seeds;
    }

    /// <summary>Training and evaluation rows.</summary>
    public static IReadOnlyList<RunData> Data(Definition.Release release) =>
        [RunData.Of(RunData.Training, release.TrainingRows), RunData.Of(RunData.Evaluation, release.EvaluationRows)];

    /// <summary>What the process has needed so far.</summary>
    public static RunMemory Memory()
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return new RunMemory(process.PeakWorkingSet64, GC.GetTotalAllocatedBytes());
    }

    /// <summary>The trained model, for what it notes about itself; null when it cannot be read, which is the readers' business and not the record's.</summary>
    public static ITrainedModel? Model(StepContext reader, Artifact<ITrainedModel> artifact)
    {
        try
        {
            return reader.Read(artifact);
        }
        catch (Exception problem) when (problem is ContentMissingException or ContentCorruptException or InvalidDataException or IOException)
        {
            return null;
        }
    }

    /// <summary>The model's curves; of long ones every so many points.</summary>
    public static SortedDictionary<string, IReadOnlyList<double?>> Curves(ITrainedModel? model)
    {
        var curves = new SortedDictionary<string, IReadOnlyList<double?>>(StringComparer.Ordinal);
        if (model?.LearningCurve is { Count: > 1 } training) curves["training"] = Thin(training);
        if (model is IHasLearningRecord { ValidationCurve: { Count: > 1 } validation }) curves["validation"] = Thin(validation);
        return curves;
    }

    /// <summary>The digests with the sizes of what lies in the store.</summary>
    public static SortedDictionary<string, RunArtifact> Artifacts(ContentStore store, params IEnumerable<(string Name, Digest? Digest)> made)
    {
        var artifacts = new SortedDictionary<string, RunArtifact>(StringComparer.Ordinal);
        foreach (var (name, digest) in made)
        {
            if (digest is { } found) artifacts[name] = new RunArtifact(found, store.SizeOf(found));
        }

        return artifacts;
    }

    private static double?[] Thin(IReadOnlyList<double> curve)
    {
        var points = Math.Min(curve.Count, MostPoints);
        var thin = new double?[points];
        for (var i = 0; i < points; i++)
        {
            var value = curve[(int)((long)i * (curve.Count - 1) / (points - 1))];
            thin[i] = double.IsFinite(value) ? value : null;
        }

        return thin;
    }
}
