using System.Text.Json.Nodes;

namespace MLOpsBuild.EndToEnd.Tests;

/// <summary>The files that a reader of the guide on data brings along.</summary>
internal static class OwnData
{
    public static void Prepare(ScratchClone clone)
    {
        Write(clone, "incoming/2001-07.csv", File.ReadAllText(Path.Combine(clone.Folder, "tests/testdata/departures/2001-05.csv")).Replace("2001-05-", "2001-07-", StringComparison.Ordinal));
        Write(clone, "incoming/2024-01.csv", Orders("2024-01"));
        Write(clone, "incoming/2024-02.csv", Orders("2024-02"));
        Write(clone, "pipelines/returns/schema.json", """
            {
              "version": 1,
              "time": "at",
              "block": "day",
              "columns": {
                "at": { "type": "time", "description": "when it was ordered" },
                "amount": { "type": "number", "description": "euros" }
              },
              "rules": { "amount.presence": { "kind": "presence", "column": "amount" } }
            }
            """);
        var path = Path.Combine(clone.Folder, "data.lock.json");
        var locked = JsonNode.Parse(File.ReadAllText(path))!;
        locked["datasets"]!["orders"] = new JsonObject { ["format"] = "csv", ["schema"] = "pipelines/returns/schema.json", ["partitions"] = new JsonArray() };
        File.WriteAllText(path, locked.ToJsonString());
    }

    private static string Orders(string month) => "at,amount\n" + string.Concat(Enumerable.Range(1, 28).Select(day => $"{month}-{day:00} 12:00,{day}.5\n"));

    private static void Write(ScratchClone clone, string path, string text)
    {
        var file = Path.Combine(clone.Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
