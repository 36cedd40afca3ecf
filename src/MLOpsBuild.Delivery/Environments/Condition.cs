using System.Globalization;

namespace MLOpsBuild.Delivery.Environments;

/// <summary>The unit of a limit.</summary>
public enum ConditionUnit
{
    /// <summary>A bare number: a rate, a loss, a count.</summary>
    None,

    /// <summary>A time; <see cref="Condition.Limit"/> is in seconds.</summary>
    Seconds,
}

/// <summary>A limit on one measured value, written <c>&lt; 0.01</c>, <c>&lt;= 50ms</c>, <c>&gt; 0.8</c> or <c>&gt;= 100</c>.</summary>
/// <param name="Operator">One of <c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c>, <c>&gt;=</c>.</param>
/// <param name="Limit">The limit, in <paramref name="Unit"/>.</param>
/// <param name="Unit">Seconds for times, else none.</param>
/// <param name="Text">The condition as it was written.</param>
public sealed record Condition(string Operator, double Limit, ConditionUnit Unit, string Text)
{
    /// <summary>How messages describe what is allowed.</summary>
    public const string Expected = "a condition such as '< 0.01', '<= 50ms' or '>= 100'";

    private static readonly (string Unit, double Seconds)[] Units = [("us", 1e-6), ("ms", 1e-3), ("s", 1)];

    /// <summary>Whether <paramref name="value"/> is inside the limit; NaN, which stands for no data, never is.</summary>
    /// <param name="value">The measured value, in <see cref="Unit"/>.</param>
    public bool Holds(double value) => Operator switch
    {
        "<" => value < Limit,
        "<=" => value <= Limit,
        ">" => value > Limit,
        _ => value >= Limit,
    };

    /// <summary>Reads a condition; null when the text is none.</summary>
    public static Condition? TryParse(string text)
    {
        var sign = text.StartsWith("<=", StringComparison.Ordinal) || text.StartsWith(">=", StringComparison.Ordinal) ? text[..2]
            : text.StartsWith('<') || text.StartsWith('>') ? text[..1]
            : null;
        if (sign is null) return null;
        var rest = text[sign.Length..].Trim();
        var (number, unit, scale) = (rest, ConditionUnit.None, 1.0);
        foreach (var (name, seconds) in Units)
        {
            if (!rest.EndsWith(name, StringComparison.Ordinal)) continue;
            (number, unit, scale) = (rest[..^name.Length], ConditionUnit.Seconds, seconds);
            break;
        }

        const NumberStyles Plain = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent;
        return double.TryParse(number, Plain, CultureInfo.InvariantCulture, out var limit) && double.IsFinite(limit)
            ? new Condition(sign, limit * scale, unit, text)
            : null;
    }
}
