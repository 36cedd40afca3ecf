using System.Text.Json;
using MLOpsBuild.Learning;
using MLOpsBuild.Learning.Onnx;
using MLOpsBuild.Tables;

namespace MLOpsBuild.Integration.Tests.Onnx;

/// <summary>Runs ONNX files in onnxruntime, through its npm package.</summary>
internal static class OnnxRuntime
{
    private const string Package = "node_modules/onnxruntime-node";

    // Reads {model, inputs: {name: [type, values, columns]}, outputs} and writes {output: values}; null is NaN or a missing text.
    private const string Script = """
        const [peers, file] = process.argv.slice(2);
        const ort = require(peers + '/node_modules/onnxruntime-node');
        const fs = require('fs');
        const kinds = {
          float64: v => Float64Array.from(v, x => x === null ? NaN : x), float32: v => Float32Array.from(v, x => x === null ? NaN : x),
          int64: v => BigInt64Array.from(v, x => BigInt(x)), string: v => v.map(x => x === null ? '' : x),
        };
        (async () => {
          const asked = JSON.parse(fs.readFileSync(file, 'utf8'));
          const session = await ort.InferenceSession.create(Buffer.from(asked.model, 'base64'), { logSeverityLevel: 3 });
          const feeds = {};
          for (const [name, [type, values, columns]] of Object.entries(asked.inputs)) feeds[name] = new ort.Tensor(type, kinds[type](values), [values.length / columns, columns]);
          const names = asked.outputs ?? session.outputNames;
          const results = await session.run(feeds, names);
          const out = {};
          for (const name of names) out[name] = Array.from(results[name].data, x => typeof x === 'bigint' ? Number(x) : x);
          fs.writeFileSync(1, JSON.stringify(out));
        })().catch(e => { console.error(e); process.exit(1); });
        """;

    /// <summary>What the exported model gives for the rows, by output.</summary>
    public static Dictionary<string, JsonElement[]> Run(ITrainedModel model, Table rows)
    {
        using var stream = new MemoryStream();
        OnnxModel.Export(model, stream);
        return Run(stream.ToArray(), model.Inputs.ToDictionary(i => i.Name, i => Values(rows[i.Name])));
    }

    /// <summary>What a file gives for inputs: by name their type, values and number of columns. All outputs, or those that are named.</summary>
    public static Dictionary<string, JsonElement[]> Run(byte[] model, IReadOnlyDictionary<string, object[]> inputs, params string[] outputs)
    {
        var peers = Peers();
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["run.cjs"], Script);
        File.WriteAllText(folder["asked.json"], JsonSerializer.Serialize(new { model = Convert.ToBase64String(model), inputs, outputs = outputs.Length == 0 ? null : outputs }));
        return JsonSerializer.Deserialize<Dictionary<string, JsonElement[]>>(Peer.Run("node", folder["run.cjs"], peers, folder["asked.json"]))!;
    }

    public static double[] Numbers(JsonElement[] values) => Array.ConvertAll(values, v => v.ValueKind == JsonValueKind.Null ? double.NaN : v.GetDouble());

    private static object[] Values(Column column) => column switch
    {
        TextColumn texts => ["string", Enumerable.Range(0, texts.Count).Select(texts.TextAt), 1],
        TimeColumn times => ["float64", times.Values.ToArray().Select(t => (t - DateTime.UnixEpoch).TotalSeconds), 1],
        _ => ["float64", column.ToNumbers().Select(v => double.IsNaN(v) ? null : (double?)v), 1],
    };

    private static string Peers()
    {
        var found = new[] { Environment.GetEnvironmentVariable("MLOPS_PEERS"), Path.Combine(Repository(), ".mlops", "peers") }.OfType<string>().FirstOrDefault(folder => Directory.Exists(Path.Combine(folder, Package)));
        if (found is not null) return found;
        const string Reason = "onnxruntime is not there: run `npm i --ignore-scripts onnxruntime-node@1.30.0` in .mlops/peers (or in the folder that MLOPS_PEERS names).";
        if (Environment.GetEnvironmentVariable("MLOPS_REQUIRE_PEERS") == "1") Assert.Fail(Reason);
        Assert.Skip(Reason);
        return "";
    }

    /// <summary>The folder of the solution.</summary>
    public static string Repository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MLOpsBuild.sln"))) return folder.FullName;
        }

        throw new DirectoryNotFoundException($"{AppContext.BaseDirectory} is in no folder of the solution.");
    }
}
