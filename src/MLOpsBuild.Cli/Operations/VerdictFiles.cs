using MLOpsBuild.Content;
using MLOpsBuild.Delivery.Attestations;
using MLOpsBuild.Pipelines.Runs;
using MLOpsBuild.Verdicts.Formats;

namespace MLOpsBuild.Cli.Operations;

/// <summary>The verdicts of a run in the formats of others: in-toto statements, JUnit's XML and SARIF.</summary>
public static class VerdictFiles
{
    /// <summary>What the gates of every pipeline find out; those of checks their kinds say.</summary>
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["api"] = "Asks a running server of the package for recorded rows, over both protocols, and for what it must refuse. See './build.sh ApiTests'.",
        ["compatibility"] = "Compares the package with its features, with the signature that was accepted last, and with this machine. A changed input needs a new agreement with its callers.",
        ["convergence"] = "Shows that the training has learned, and not by accident. The broken test says what to look at; the limits are in gates.json, section 'convergence'.",
        ["data-validation"] = "Holds every pinned partition against its contract. Correct the partition, or the contract when it is wrong.",
        ["load"] = "Sends requests on schedule to a running server. The limits are in gates.json, section 'load'.",
        ["metrics-snapshot"] = "Compares the metrics with the accepted ones of metrics.verified.json, paired and by blocks. './mlops metrics show' shows both.",
        ["prediction-target"] = "Holds the metrics against the absolute limits of gates.json, section 'predictionTarget'.",
        ["reproduce"] = "Computes the model again without the cache and compares the bytes. The first step that differs is named.",
    };

    /// <summary>Writes those of the session's run beside its report, under <c>.mlops/report/verdicts</c>, in place of those of the run before; nothing when nothing was judged.</summary>
    public static void Write(Session session)
    {
        if (session.Started is not { } run || run.Verdicts.Count + run.Reported.Count == 0) return;
        var folder = Path.Combine(session.Workspace.LocalFolder, "report", "verdicts");
        var verdicts = Set(session, run);
        WriteFile(Path.Combine(folder, "junit.xml"), JUnitXml.Write(verdicts));
        WriteFile(Path.Combine(folder, "verdicts.sarif"), SarifLog.Write(verdicts));
        WriteStatements(session, run, folder);
    }

    /// <summary>One in-toto statement for each verdict that decides, and none of an earlier run; without a model there is nothing that they could be about.</summary>
    internal static void WriteStatements(Session session, PipelineRun run, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var old in Directory.EnumerateFiles(folder, "*.intoto.json")) File.Delete(old);
        if (Subject(run) is not { } model) return;
        var binding = new EvidenceBinding(EvidenceOf.GateConfiguration(session), MetricsAcceptance.EvaluationRows(run));
        foreach (var verdict in run.Verdicts) WriteFile(Path.Combine(folder, $"{verdict.Gate}.intoto.json"), [.. new VerdictStatement(model, verdict, binding).ToBytes(), (byte)'\n']);
    }

    /// <summary>The verdicts of a run, each with what its gate is for.</summary>
    internal static VerdictSet Set(Session session, PipelineRun run)
    {
        var help = new Dictionary<string, string>(Known, StringComparer.Ordinal);
        if (run.Verdicts.Concat(run.Reported).Any(v => !Known.ContainsKey(v.Gate)))
        {
            foreach (var gate in Checks.Of(session)) help[gate.Name] = gate.Kind.Help;
        }

        return new VerdictSet(run.Pipeline.Name, Checks.File(session), run.Verdicts) { Reported = run.Reported, Help = help };
    }

    /// <summary>Writes a file, and the folder that it is in.</summary>
    internal static void WriteFile(string path, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        File.WriteAllBytes(temporary, bytes);
        File.Move(temporary, path, overwrite: true);
    }

    // Before there is a package the verdicts are about the model alone.
    private static Digest? Subject(PipelineRun run) =>
        run.Package ?? (run.Steps.Any(s => s.Name == run.Release.Model.Step) ? run.DigestOf(run.Release.Model) : null);
}
