using System.Text;
using MLOpsBuild.Data.Files;
using MLOpsBuild.Data.Validation;
using MLOpsBuild.Numerics;
using MLOpsBuild.Tests;

namespace MLOpsBuild.Data.Tests.Validation;

/// <summary>Damaged schema files and expressions: they are read or refused with their problems, and what was read can judge rows.</summary>
[Trait("Repeats", "Fuzz")]
public sealed class FuzzTests
{
    private static readonly string[] Pieces =
        ["n", "m", "i", "c", "t", "`c`", "1", "2.5", "1e999", "'a'", "'2001-01-01'", "(", ")", ",", "+", "-", "*", "/", "%", "=", "!=", "<", ">=", "and", "or", "not", "is", "null", "in", "between",
         "like", "matches", "true", "false", "if", "coalesce", "length", "number", "lower", "substring", "time", "year", "days", "abs", "min", "'[a-z'", "'%_\\'", "x", ";", "'", "é", "9223372036854775808"];

    private static readonly string[] Expressions =
    [
        "n > 1 and m * 2 <= i or c = 'a'", "c in ( 'a' , 'b' ) and t between '2001-01-01' and '2001-02-01'", "not ( length ( c ) = 1 or lower ( c ) like 'a%' )",
        "if ( n > 1 , n , - m ) + abs ( m ) != min ( n , m ) % 3", "c matches '[a-z]{1,3}' and substring ( c , 1 , 1 ) = 'a'", "days ( t , '2001-01-01' ) = 0 and year ( t ) = 2001",
        "coalesce ( number ( c ) , n ) is not null and i in ( 1 , 2 )", "`c` not like '%a_' and t >= '2001-01-01'",
    ];

    private static readonly string[] Schemas =
    [
        File.ReadAllText(TestData.Find("pipelines/flight-delay/schema.json")),
        """{ "version": 1, "time": "t", "block": "day", "extraColumns": "warning", "missing": ["NA"], "columns": { "t": { "type": "time" }, "n": { "type": "number", "environment": "training" }, "c": { "type": "text" } }, "rules": { "a": { "kind": "allowed", "column": "n", "values": [1, 2.5] }, "q": { "kind": "quantiles", "column": "n", "quantiles": [{ "at": 0.5, "min": 1, "max": 3 }] }, "d": { "kind": "divergence", "column": "c", "shares": { "a": 0.5 }, "other": 0.5, "max": 1 }, "p": { "kind": "pair-allowed", "columns": ["n", "c"], "pairs": [[1, "a"]] }, "f": { "kind": "time-format", "column": "c", "format": "%Y-%m" }, "u": { "kind": "unique", "columns": ["c"], "mostly": 0.5 }, "s": { "kind": "sum", "columns": ["n", "n"], "equals": 2 }, "r": { "kind": "row", "expression": "n > 1 and c in ('a', 'b')" } } }""",
    ];

    [Fact]
    public void An_expression_of_any_pieces_is_read_or_refused()
    {
        using var limits = new FuzzLimits();
        var random = new SeededRandom(1);
        var read = 0;
        for (var i = 0; i < Fuzzing.Inputs; i++)
        {
            var tokens = Expressions[random.Next(Expressions.Length)].Split(' ').ToList();
            for (var change = random.Next(4); change > 0; change--)
            {
                var at = random.Next(tokens.Count);
                if (random.Next(3) == 0) tokens.Insert(at, Pieces[random.Next(Pieces.Length)]);
                else if (random.Next(3) == 0 && tokens.Count > 1) tokens.RemoveAt(at);
                else tokens[at] = Pieces[random.Next(Pieces.Length)];
            }

            var text = string.Join(random.Next(3) == 0 ? "" : " ", tokens);
            var rule = $$"""{ "kind": "row", "expression": {{System.Text.Json.JsonSerializer.Serialize(text)}} }""";
            try
            {
                limits.Run(i, Encoding.UTF8.GetBytes(rule), () =>
                {
                    var schema = Contracts.Of(rule);
                    read++;
                    using var stream = new MemoryStream("t,n,m,i,c,d\n2001-01-01,1,2,3,a,b\n,,,,,\n"u8.ToArray());
                    Validator.Read(schema, stream, "f", []);
                });
            }
            catch (DataFileException e)
            {
                Assert.All(e.Problems, p => Assert.StartsWith("schema.json:1: ", p, StringComparison.Ordinal));
            }
        }

        Assert.InRange(read, Fuzzing.Inputs / 6, Fuzzing.Inputs * 5 / 6);
    }

    [Fact]
    public void A_damaged_schema_is_read_or_refused()
    {
        using var limits = new FuzzLimits();
        var random = new SeededRandom(2);
        var read = 0;
        for (var i = 0; i < Fuzzing.Inputs; i++)
        {
            var text = Damage(Schemas[random.Next(Schemas.Length)], random);
            try
            {
                limits.Run(i, Encoding.UTF8.GetBytes(text), () =>
                {
                    var schema = DatasetSchema.Parse(Encoding.UTF8.GetBytes(text));
                    read++;
                    using var stream = new MemoryStream("date,destination,distance,delay,t,n,c\n2001-01-01,SEA,100,1,2001-01-01,1,a\n,,,,,,\n"u8.ToArray());
                    Validator.Read(schema, stream, "f", []);
                });
            }
            catch (DataFileException e)
            {
                Assert.NotEmpty(e.Problems);
            }
        }

        Assert.InRange(read, Fuzzing.Inputs / 60, Fuzzing.Inputs * 59 / 60);
    }

    private static string Damage(string json, SeededRandom random)
    {
        var text = new StringBuilder(json);
        for (var i = random.Next(3); i >= 0 && text.Length > 40; i--)
        {
            var at = random.Next(text.Length - 20);
            switch (random.Next(5))
            {
                case 0:
                    text.Remove(at, random.Next(12));
                    break;
                case 1:
                    text[at] = "0123456789-.eE\"{}[],:truefalsn \\\u0000é"[random.Next(34)];
                    break;
                case 2:
                    text.Insert(at, text.ToString(random.Next(text.Length - 20), 15));
                    break;
                case 3:
                    text.Insert(at, new string[] { "{", "}", "[", "]", "null", "-1", "1e308", "99999999999999999999", "\"\"", "true" }[random.Next(10)]);
                    break;
                default:
                    text.Length = Math.Max(30, at);
                    break;
            }
        }

        return text.ToString();
    }
}
