using MLOpsBuild.Data.Files;

namespace MLOpsBuild.Data.Validation.Expressions;

/// <summary>Comparisons, lists and calls.</summary>
internal sealed partial class Parser
{
    private TruthNode Compare(Node left, Comparison how, Node right, int position)
    {
        (left, right) = (BesideTime(left, right, position), BesideTime(right, left, position));
        return Count<TruthNode>((left, right) switch
        {
            (NumberSource { IsInteger: true } a, NumberSource { IsInteger: true } b) => new IntegerComparison(a.Column, how, b.Column, 0),
            (NumberSource { IsInteger: true } a, NumberConstant { Whole: { } whole }) => new IntegerComparison(a.Column, how, null, whole),
            (NumberNode a, NumberNode b) => new NumberComparison(a, how, b),
            (TimeNode a, TimeNode b) => new TimeComparison(a, how, b),
            (TextNode a, TextConstant b) => new TextTest(a, t => ((int)how >> Math.Sign(string.CompareOrdinal(t, b.Value)) + 1 & 1) != 0),
            (TextNode a, TextNode b) => new TextComparison(a, how, b),
            _ => throw new ExpressionException(position, $"{Name(left)} cannot be compared with {Name(right)}"),
        });
    }

    /// <summary>A quoted text beside a time is a time.</summary>
    private static Node BesideTime(Node node, Node other, int position)
    {
        if (node is not TextConstant text || other is not TimeNode) return node;
        return Functions.ParseTime(text.Value) is { } time ? new TimeConstant(time) : throw new ExpressionException(position, $"'{text.Value}' is no time; write 2001-01-31 or 2001-01-31T23:55");
    }

    private TruthNode IsMissing(Node of)
    {
        var negated = TakeWord("not");
        if (!TakeWord("null")) throw Wrong($"'null' was expected, not {Now}");
        TruthNode missing = of switch
        {
            NumberNode number => new IsMissingNode<double>(number),
            TextNode text => new IsMissingNode<int>(text),
            TimeNode time => new IsMissingNode<long>(time),
            _ => new IsMissingNode<byte>((TruthNode)of),
        };
        return Count(negated ? new NotNode(missing) : missing);
    }

    private AndNode Between(Node of, int position)
    {
        var low = Sum();
        if (!TakeWord("and")) throw Wrong($"'and' was expected, not {Now}");
        var high = Sum();
        return Count(new AndNode(Compare(of, Comparison.GreaterOrEqual, low, position), Compare(of, Comparison.LessOrEqual, high, position)));
    }

    private TruthNode InList(Node of)
    {
        var position = Now.Position;
        Expect("(");
        var items = new List<Node>();
        do
        {
            items.Add(Signed());
        }
        while (TakeSymbol(","));
        Expect(")");
        if (of is TextNode text && items.TrueForAll(i => i is TextConstant)) return Count(new TextTest(text, Texts(items).Contains));
        if (of is NumberNode number and not NumberSource { IsInteger: true } && items.TrueForAll(i => i is NumberConstant)) return Count(new NumberInList(number, [.. items.Select(i => ((NumberConstant)i).Value)]));
        TruthNode? any = null;
        foreach (var item in items)
        {
            var one = Compare(of, Comparison.Equal, item, position);
            any = any is null ? one : Count(new OrNode(any, one));
        }

        return any!;
    }

    private static HashSet<string> Texts(List<Node> items) => new(items.Select(i => ((TextConstant)i).Value), StringComparer.Ordinal);

    private TextTest Pattern(Node of, bool like)
    {
        var token = Now;
        if (of is not TextNode text) throw Wrong($"'{(like ? "like" : "matches")}' is for texts, not for {Name(of)}");
        if (Primary() is not TextConstant pattern) throw new ExpressionException(token.Position, $"a pattern in quotes was expected, not {token}");
        var problem = (string?)null;
        var regex = like ? Patterns.Like(pattern.Value, out problem) : Patterns.Make(pattern.Value, anywhere: false, out problem);
        return regex is null ? throw new ExpressionException(token.Position, $"the pattern cannot be used: {problem}") : Count(new TextTest(text, regex.IsMatch));
    }

    private Node Call(Token name)
    {
        Expect("(");
        var arguments = new List<Node>();
        if (!TakeSymbol(")"))
        {
            do
            {
                arguments.Add(Or());
            }
            while (TakeSymbol(","));
            Expect(")");
        }

        if (name.Value == "if") return Choice(name, arguments);
        if (name.Value == "coalesce") return Fallback(name, arguments);
        var function = Functions.Find(name.Value) ?? throw new ExpressionException(name.Position, $"there is no function '{name.Value}'; {NearestName.Hint(name.Value, Functions.Names)}");
        if (arguments.Count != function.Parameters.Length) throw new ExpressionException(name.Position, $"{function.Form} has {function.Parameters.Length} arguments, not {arguments.Count}");
        for (var i = 0; i < arguments.Count; i++)
        {
            if (function.Parameters[i] == ValueKind.Time && arguments[i] is TextConstant { Value: var text } && Functions.ParseTime(text) is { } time) arguments[i] = new TimeConstant(time);
            if (arguments[i].Kind != function.Parameters[i]) throw new ExpressionException(name.Position, $"{function.Form} cannot take {Name(arguments[i])} as argument {i + 1}");
        }

        try
        {
            return Count(function.Make([.. arguments]));
        }
        catch (ExpressionException e) when (e.Position == 0)
        {
            throw new ExpressionException(name.Position, $"{function.Form}: {e.Message}");
        }
    }

    private NumberChoice Choice(Token name, List<Node> arguments) => arguments is [TruthNode condition, NumberNode then, NumberNode otherwise]
        ? Count(new NumberChoice(condition, then, otherwise))
        : throw new ExpressionException(name.Position, "write if(condition, number, number)");

    private Node Fallback(Token name, List<Node> arguments) => Count<Node>(arguments switch
    {
        [NumberNode a, NumberNode b] => new NumberFallback(a, b),
        [TimeNode a, TimeNode b] => new TimeFallback(a, b),
        [TextNode a, TextNode b] => new TextFallback(a, b),
        _ => throw new ExpressionException(name.Position, "coalesce(a, b) takes two values of one type"),
    });
}
