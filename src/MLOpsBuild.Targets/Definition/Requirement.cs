using System.Linq.Expressions;
using System.Reflection;
using System.Text.RegularExpressions;

namespace MLOpsBuild.Targets.Definition;

/// <summary>What must hold before anything runs: a member with a value, or a condition.</summary>
/// <param name="Member">The member that needs a value; null for a condition.</param>
/// <param name="IsMet">Looks now.</param>
/// <param name="Text">The condition's text.</param>
internal sealed partial record Requirement(MemberInfo? Member, Func<bool> IsMet, string Text)
{
    public static Requirement OfMember<T>(Expression<Func<T>> expression)
    {
        var read = expression.Compile(preferInterpretation: true);
        return new Requirement(MemberOf(expression), () => read() switch
        {
            null => false,
            string text => !string.IsNullOrWhiteSpace(text),
            _ => true,
        }, TextOf(expression.Body));
    }

    public static Requirement OfCondition(Expression<Func<bool>> expression) =>
        new(null, expression.Compile(preferInterpretation: true), TextOf(expression.Body));

    public static MemberInfo? MemberOf(LambdaExpression expression)
    {
        var body = expression.Body;
        while (body is UnaryExpression { NodeType: ExpressionType.Convert } convert) body = convert.Operand;
        return (body as MemberExpression)?.Member;
    }

    /// <summary>The tree's own text without the instances that the compiler captured.</summary>
    private static string TextOf(Expression body) => Captured().Replace(body.ToString(), "");

    [GeneratedRegex(@"value\([^()]*\)\.")]
    private static partial Regex Captured();
}
