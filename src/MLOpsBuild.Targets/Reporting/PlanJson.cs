using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MLOpsBuild.Targets.Definition;
using MLOpsBuild.Targets.Planning;

namespace MLOpsBuild.Targets.Reporting;

/// <summary>The plan as JSON for programs.</summary>
internal static class PlanJson
{
    public static string Write(BuildPlan plan, int degree)
    {
        using var stream = new MemoryStream();
        var options = new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(stream, options))
        {
            json.WriteStartObject();
            json.WriteNumber("version", 1);
            json.WriteNumber("degree", degree);
            Names("invoked", plan.Invoked);
            json.WriteStartArray("targets");
            foreach (var target in plan.Targets)
            {
                json.WriteStartObject();
                json.WriteString("name", target.Name);
                json.WriteString("description", target.Description);
                json.WriteString("why", plan.WhyPlanned(target));
                Names("dependsOn", target.ExecutionDependencies);
                Names("after", target.OrderDependencies);
                Names("triggeredBy", target.TriggerDependencies);
                Names("waitsFor", plan.Waits[target]);
                json.WriteStartArray("produces");
                foreach (var artifact in target.ArtifactProducts) json.WriteStringValue(artifact);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();

            void Names(string name, IEnumerable<ExecutableTarget> targets)
            {
                json.WriteStartArray(name);
                foreach (var target in targets) json.WriteStringValue(target.Name);
                json.WriteEndArray();
            }
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
