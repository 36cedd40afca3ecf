using System.Text;
using MLOpsBuild.Data.Profiles;
using MLOpsBuild.Data.Validation;
using MLOpsBuild.Data.Validation.Inference;
using MLOpsBuild.Tables.Csv;
using MLOpsBuild.Verdicts;

namespace MLOpsBuild.Data.Tests.Validation;

public sealed class InferenceTests
{
    [Fact]
    public void The_draft_for_the_departures_is_what_a_person_would_write()
    {
        var profile = Profile.Of(DepartureTables.Month(1), "date");

        Assert.Equal(
            """
            {
              "version": 1,
              "time": "date",
              "block": "day",
              "columns": {
                "date": { "type": "time" },
                "destination": { "type": "text" },
                "distance": { "type": "integer" },
                "delay": { "type": "integer" }
              },
              "rules": {
                "date.presence": { "kind": "presence", "column": "date" },
                "date.volume": { "kind": "volume", "below": 0.5, "days": 14, "leastDays": 7, "severity": "warning" },
                "delay.presence": { "kind": "presence", "column": "delay" },
                "delay.range": { "kind": "range", "column": "delay", "min": -450, "max": 1090 },
                "destination.new": { "kind": "new-categories", "column": "destination", "severity": "warning" },
                "destination.pattern": { "kind": "pattern", "column": "destination", "pattern": "[A-Z]{3}" },
                "destination.presence": { "kind": "presence", "column": "destination" },
                "destination.unknown-share": { "kind": "new-categories", "column": "destination", "mostly": 0.99 },
                "distance.presence": { "kind": "presence", "column": "distance" },
                "distance.range": { "kind": "range", "column": "distance", "min": 0, "max": 4100 },
                "partition.volume": { "kind": "partition-volume", "below": 0.5, "above": 2, "severity": "warning" },
                "row.duplicates": { "kind": "unique", "columns": ["date", "destination", "distance", "delay"], "severity": "warning" }
              }
            }

            """,
            DatasetSchema.Infer(profile, new InferenceOptions { ColumnOrder = ["date", "destination", "distance", "delay"] }));
    }

    [Fact]
    public void Months_that_follow_pass_the_draft_of_those_before()
    {
        var first = Profile.Of(DepartureTables.Month(1), "date").Merge(Profile.Of(DepartureTables.Month(2), "date"));
        var schema = DatasetSchema.Parse(Encoding.UTF8.GetBytes(DatasetSchema.Infer(first)));

        Assert.Equal(Verdict.Pass, Validator.Read(schema, DepartureTables.Bytes(2), "f", [first]).Result.Verdict);
        Assert.Equal(Verdict.Pass, Validator.Read(schema, DepartureTables.Bytes(5), "f", [first]).Result.Verdict);
    }

    [Fact]
    public void Domains_identifiers_keys_and_missing_values_are_seen()
    {
        var csv = new StringBuilder("id,code,kind,note,rate,none\n");
        for (var row = 0; row < 200; row++) csv.Append(System.Globalization.CultureInfo.InvariantCulture, $"{row + 1000},AB-{row:0000},{(row % 2 == 0 ? "in" : "out\u00e9")},{(row % 4 == 0 ? "" : $"some words {row}")},{row / 100.0:0.00},\n");
        var draft = DatasetSchema.Infer(Profile.Of(CsvReader.Read(Encoding.UTF8.GetBytes(csv.ToString())).Table, null));

        Assert.Contains("""  "code.pattern": { "kind": "pattern", "column": "code", "pattern": "[A-Z]{2}-[0-9]{4}" }""", draft, StringComparison.Ordinal);
        Assert.Contains("""  "code.unique": { "kind": "unique", "columns": ["code"] }""", draft, StringComparison.Ordinal);
        Assert.Contains("""  "id.unique": { "kind": "unique", "columns": ["id"] }""", draft, StringComparison.Ordinal);
        Assert.Contains("""  "kind.allowed": { "kind": "allowed", "column": "kind", "values": ["in", "outé"] }""", draft, StringComparison.Ordinal);
        Assert.Contains("""  "note.presence": { "kind": "presence", "column": "note", "mostly": 0.62 }""", draft, StringComparison.Ordinal);
        Assert.Contains("""  "rate.range": { "kind": "range", "column": "rate", "min": 0, "max": 3 }""", draft, StringComparison.Ordinal);
        Assert.DoesNotContain("none.", draft, StringComparison.Ordinal);
        Assert.DoesNotContain("row.duplicates", draft, StringComparison.Ordinal);
        Assert.DoesNotContain("\"time\":", draft, StringComparison.Ordinal);
    }

    [Fact]
    public void A_draft_is_a_schema_that_its_own_rows_keep_whatever_they_are()
    {
        var random = new Numerics.SeededRandom(7);
        for (var i = 0; i < 300; i++)
        {
            var rows = random.Next(40);
            var scale = Numerics.ReproducibleMath.Exp(random.Next(60) - 30.0);
            var csv = new StringBuilder("\"a\"\"b\",x,when,text\n");
            for (var row = 0; row < rows; row++)
            {
                var number = random.Next(5) == 0 ? "" : ((random.Next(2000) - 500) * scale).ToString("R", System.Globalization.CultureInfo.InvariantCulture);
                var text = $"{"aA0 -.'é"[random.Next(8)]}{random.Next(30)}";
                csv.Append(System.Globalization.CultureInfo.InvariantCulture, $"{number},{random.Next(9) - 4},2001-01-{1 + random.Next(28):00},{text}\n");
            }

            var bytes = Encoding.UTF8.GetBytes(csv.ToString());
            var table = CsvReader.Read(bytes).Table;
            var draft = DatasetSchema.Infer(Profile.Of(table, "when"));
            var report = Validator.Validate(DatasetSchema.Parse(Encoding.UTF8.GetBytes(draft)), table, new ValidationContext("f", []));
            Assert.DoesNotContain(report.Result.Findings, f => f.Severity == Severity.Error);
        }
    }
}
