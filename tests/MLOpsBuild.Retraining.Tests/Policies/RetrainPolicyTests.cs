using System.Text;
using MLOpsBuild.Delivery.Json;
using MLOpsBuild.Retraining.Policies;
using MLOpsBuild.Retraining.Triggers;

namespace MLOpsBuild.Retraining.Tests.Policies;

public sealed class RetrainPolicyTests
{
    private const string Good =
        """
        {
          "version": 1,
          "debounce": "1h",
          "coolDown": "1d",
          "budget": {
            "runs": 4,
            "per": "30d"
          },
          "triggers": {
            "drift": false,
            "newData": true,
            "performance": true,
            "request": true,
            "schedule": false
          },
          "comparison": {
            "metric": "logLoss",
            "confidence": 0.95
          }
        }

        """;

    [Fact]
    public void Policy_that_is_written_is_the_policy_that_was_read()
    {
        var policy = Parse(Good);

        Assert.Equal(Good, Encoding.UTF8.GetString(policy.ToBytes()));
        Assert.Equal((TimeSpan.FromHours(1), TimeSpan.FromDays(1), 4, TimeSpan.FromDays(30), 0.95), (policy.Debounce, policy.CoolDown, policy.Budget.Runs, policy.Budget.Per, policy.Confidence));
        Assert.Equal([TriggerKind.Request, TriggerKind.NewData, TriggerKind.Performance], policy.Triggers.Order());
    }

    [Theory]
    [InlineData("\"1h\"", "\"1 hour\"", 3, "a duration such as")]
    [InlineData("\"runs\": 4", "\"runs\": -1", 6, "a whole number from 0")]
    [InlineData("\"runs\": 4", "\"run\": 4", 6, "unknown key 'run'; known keys: per, runs")]
    [InlineData("\"drift\": false,", "", 9, "'drift' is missing")]
    [InlineData("\"drift\": false", "\"drift\": \"no\"", 10, "true or false")]
    [InlineData("logLoss", "auc", 17, "known metrics: logLoss")]
    [InlineData("0.95", "95", 18, "above 0.5 and below 1")]
    [InlineData("\"version\": 1", "\"version\": 2", 2, "from 1 to 1")]
    public void Wrong_policy_is_told_with_its_line(string old, string wrong, int line, string message)
    {
        var problems = Assert.Throws<InvalidFileException>(() => Parse(Good.Replace(old, wrong, StringComparison.Ordinal))).Problems;

        Assert.Contains(problems, p => p.Line == line && p.Message.Contains(message, StringComparison.Ordinal));
    }

    private static RetrainPolicy Parse(string text) => RetrainPolicy.Parse(Encoding.UTF8.GetBytes(text), "retrain.json");
}
