using System.Text;
using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Data.Validation;

namespace MLOpsBuild.Data.Tests.Validation;

/// <summary>Contracts of one rule over the columns t (time), n and m (numbers), i (integer), c and d (texts).</summary>
internal static class Contracts
{
    private const string Columns = """ "t": { "type": "time" }, "n": { "type": "number" }, "m": { "type": "number" }, "i": { "type": "integer" }, "c": { "type": "text" }, "d": { "type": "text" } """;

    public static DatasetSchema Of(string rule) => DatasetSchema.Parse(Encoding.UTF8.GetBytes($$"""{ "version": 1, "time": "t", "columns": { {{Columns}} }, "rules": { "r": {{rule}} } }"""));

    /// <summary>Judges rows that give some of the columns, named in the first line; the others are missing. Lines are parted by blanks.</summary>
    public static ValidationReport Judge(string rule, string rows, ValidationOptions? options = null, params Profile[] history)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(Csv(rows)));
        return Validator.Read(Of(rule), stream, "f", history, options);
    }

    public static RuleOutcome Outcome(string rule, string rows, ValidationOptions? options = null, params Profile[] history) => Judge(rule, rows, options, history).Outcomes[0];

    public static string Csv(string rows)
    {
        string[] all = ["t", "n", "m", "i", "c", "d"];
        var lines = rows.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var given = lines[0].Split(',');
        int[] places = [.. all.Select(a => Array.IndexOf(given, a))];
        var csv = new StringBuilder(string.Join(',', all)).Append('\n');
        foreach (var line in lines.Skip(1))
        {
            var values = line.Split(',');
            csv.Append(string.Join(',', places.Select(p => p < 0 || p >= values.Length ? "" : values[p].Replace('_', ' ')))).Append('\n');
        }

        return csv.ToString();
    }
}
