using System.Text;
using MLOpsBuild.Data.Files;
using MLOpsBuild.Data.Validation;

namespace MLOpsBuild.Data.Tests.Validation;

/// <summary>The language of row rules: what it says of one row, and how it names mistakes.</summary>
public sealed class ExpressionTests
{
    private const string Row = "t,n,m,i,c,d 2001-01-31T23:55,2.5,-1,9007199254740993,Ab,x%";

    private static string Rule(string expression) => $$"""{ "kind": "row", "expression": "{{expression.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}}" }""";

    [Theory]
    [InlineData("n + m * 2 = 0.5")]
    [InlineData("(n + m) * 2 = 3")]
    [InlineData("-n = m - 1.5 and - -n = n")]
    [InlineData("10 / 4 = n and 7 % 4 = 3 or n is null")]
    [InlineData("n > m and not n < m")]
    [InlineData("not not n = 2.5")]
    [InlineData("not (n < 2 or n > 3)")]
    [InlineData("n between 2 and 3 and n not between 3 and 4")]
    [InlineData("n in (1, 2.5) and n not in (1, -2)")]
    [InlineData("m in (-1)")]
    [InlineData("i = 9007199254740993 and i != 9007199254740992")]
    [InlineData("i in (1, 9007199254740993)")]
    [InlineData("c = 'Ab' and c <> 'ab' and c < 'a'")]
    [InlineData("c in ('x', 'Ab') and d not in ('x')")]
    [InlineData("c like 'A_' and d like 'x\\%' and c not like 'b%'")]
    [InlineData("c matches '[A-Z][a-z]' and not c matches 'A'")]
    [InlineData("length(c) = 2 and lower(c) = 'ab' and upper(trim(c)) = 'AB'")]
    [InlineData("starts_with(c, 'A') and ends_with(c, 'b') and contains(d, '%')")]
    [InlineData("substring(c, 2, 5) = 'b' and substring(c, 9, 1) = ''")]
    [InlineData("number('2.5') = n and number(c) is null")]
    [InlineData("t > '2001-01-31' and t < '2001-02-01T00:00'")]
    [InlineData("year(t) = 2001 and month(t) = 1 and day(t) = 31 and hour(t) = 23 and minute(t) = 55 and second(t) = 0 and weekday(t) = 3")]
    [InlineData("date(t) = '2001-01-31' and minutes(t, '2001-02-01') = 5 and days('2001-01-31', '2001-02-02') = 2 and hours(t, t) = 0")]
    [InlineData("time('2001-01-31') < t and time(c) is null")]
    [InlineData("abs(m) = 1 and floor(n) = 2 and ceiling(n) = 3 and round(n) = 3 and sqrt(4) = 2 and min(n, m) = m and max(n, m) = n")]
    [InlineData("exp(0) = 1 and log(1) = 0")]
    [InlineData("if(n > 2, 1, 0) = 1 and coalesce(number(c), 7) = 7 and coalesce(c, d) = 'Ab'")]
    [InlineData("c < d or c > d")]
    [InlineData("`n` = 2.5 and \"c\" = 'Ab' and 'it''s' = 'it''s' and n is not null")]
    [InlineData("true and not false or n is null")]
    [InlineData("true or number(c) > 1")]
    public void A_true_expression_keeps_the_rule(string expression)
    {
        var outcome = Contracts.Outcome(Rule($"({expression}) and (n is not null)"), Row);

        Assert.Equal((expression, RuleStatus.Kept, 1L), (expression, outcome.Status, outcome.Judged));
        Assert.Equal((expression, RuleStatus.Broken), (expression, Contracts.Outcome(Rule($"n is null or not ({expression})"), Row).Status));
    }

    [Theory]
    [InlineData("n > 1")]
    [InlineData("n > 1 and c = 'a'")]
    [InlineData("not n in (1, 2)")]
    [InlineData("c like 'a%' or false")]
    [InlineData("lower(c) = 'a'")]
    [InlineData("t > '2001-01-01'")]
    [InlineData("i = 1")]
    [InlineData("0 / 0 = 1 and d = 'z'")]
    [InlineData("if(n > 1, 1, 2) = 2")]
    [InlineData("c = d")]
    public void A_missing_value_makes_the_answer_unknown(string expression) => Assert.Equal((expression, 0L), (expression, Contracts.Outcome(Rule(expression), "d z").Judged));

    [Theory]
    [InlineData("n >", "character 4: a value was expected, not the end.")]
    [InlineData("x > 1", "character 1: there is no column 'x'; did you mean 't'? Known: t, n, m, i, c, d.")]
    [InlineData("n > 'a'", "character 3: a number cannot be compared with a text.")]
    [InlineData("n", "character 1: the expression must be a condition, not a number.")]
    [InlineData("n = 1 and m", "character 11: what follows 'and' must be a condition, not a number.")]
    [InlineData("n = 1)", "character 6: ')' was not expected here.")]
    [InlineData("(n = 1", "character 7: ')' was expected, not the end.")]
    [InlineData("c = 'a", "character 5: the quote ' is not closed.")]
    [InlineData("n = 1 ; m", "character 7: ';' has no meaning here; texts stand in '…', columns with unusual names in `…`.")]
    [InlineData("lenght(c) = 1", "character 1: there is no function 'lenght'; did you mean 'length'?")]
    [InlineData("length(n) = 1", "character 1: length(text) cannot take a number as argument 1.")]
    [InlineData("length() = 1", "character 1: length(text) has 1 arguments, not 0.")]
    [InlineData("substring(c, n, 1) = ''", "character 1: substring(text, number, number): the first character must be a whole number from 1 on.")]
    [InlineData("t > 'yesterday'", "character 3: 'yesterday' is no time; write 2001-01-31 or 2001-01-31T23:55.")]
    [InlineData("c matches '('", "character 11: the pattern cannot be used:")]
    [InlineData("c matches '(a{1000}){1000}'", "character 11: the pattern cannot be used: its repetitions multiply to more than 10000.")]
    [InlineData("t - t = 1", "character 3: '-' takes two numbers, not a time and a time; days(a, b) gives the days between two times.")]
    [InlineData("n is 1", "character 6: 'null' was expected, not '1'.")]
    [InlineData("n not 1", "character 7: 'in', 'between', 'like' or 'matches' was expected after 'not', not '1'.")]
    [InlineData("1.2.3 = n", "character 1: '1.2.3' is no number.")]
    public void A_mistake_is_named_with_its_place(string expression, string problem)
    {
        var thrown = Assert.Throws<DataFileException>(() => Contracts.Of(Rule(expression)));

        Assert.Contains($"rule 'r': expression, {problem}", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_expression_cannot_exhaust_the_stack_or_memory()
    {
        foreach (var (open, middle, close) in new[] { ("(", "n = 1", ")"), ("not ", "n = 1", ""), ("abs(", "n", ")"), ("-", "n", ""), ("n = 1 or ", "n = 1", ""), ("n + ", "n", "") })
        {
            var text = new StringBuilder().Insert(0, open, 900).Append(middle).Insert(0, "(").Append(')');
            for (var i = 0; i < 900; i++) text.Append(close);
            try
            {
                Contracts.Of(Rule(text.ToString()));
            }
            catch (DataFileException e)
            {
                Assert.Contains("character", e.Message, StringComparison.Ordinal);
            }
        }
    }
}
